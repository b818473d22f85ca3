/** A file's size as people say it, `340 KB`, `25.0 MB`: in steps of 1,024. */
export const sizeWords = (bytes: number): string => (bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`)
