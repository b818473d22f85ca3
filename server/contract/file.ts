import { z } from 'zod'
import { At, Count, list, Sha256, type Operation } from './operation.ts'

const Named = z.string().min(1).max(120)
export const StoredFile = z.strictObject({
  file: z.uuid(),
  /** The journal entry that commits to it. */
  index: Count,
  procedure: z.string(),
  subject: z.string(),
  name: z.string(),
  /** As its own first bytes say; what the sender called it does not count. */
  media: z.string(),
  size: Count,
  sha256: Sha256,
  /** How an evidence field of a command names it. */
  evidence: z.string(),
  stored: At,
  by: z.string(),
})
export type StoredFile = z.infer<typeof StoredFile>
export const StoredFiles = z.strictObject({
  files: list(StoredFile),
  /** Files whose content was erased: their entries stay. */
  erased: list(z.strictObject({ file: z.uuid(), index: Count })),
})
export type StoredFiles = z.infer<typeof StoredFiles>

export const FilePlace = z.object({ procedure: Named, subject: Named })
export const FileParams = z.object({ file: z.uuid() })
export const FileQuery = z.object({ view: z.enum(['true', 'false']).default('false') })

const place = { 403: 'This person has nothing to do with the procedure', 404: 'There is no such procedure or file' }

/** Evidence as files. */
export const fileOperations = {
  files: {
    method: 'get',
    path: '/api/files',
    summary: { zh: '事项的证据文件', en: 'the evidence files of a matter' },
    who: 'signed-in',
    query: FilePlace,
    answer: { words: 'Files of the matter, the newest first', schema: StoredFiles },
    refusals: place,
  },
  storeFile: {
    method: 'post',
    path: '/api/files',
    summary: { zh: '上传证据文件', en: 'keep a file as evidence' },
    about:
      'The bytes of the file as they are; X-File-Name holds its name, percent-encoded, and X-File-Sha256, if it is there, the digest that the sender counted. It is sealed and stands in the journal.',
    who: 'signed-in',
    query: FilePlace,
    body: { media: ['application/octet-stream'], most: 26_214_400 },
    answer: { words: 'Kept', status: 201, schema: StoredFile },
    refusals: { ...place, 413: 'Larger than this installation takes', 422: 'Not the bytes whose digest was given' },
  },
  file: {
    method: 'get',
    path: '/api/files/{file}',
    summary: { zh: '下载或预览证据文件', en: 'a file, to keep or to look at' },
    about: 'With `view`, pictures and plain text are shown; everything else is only ever downloaded. Recorded.',
    who: 'signed-in',
    params: FileParams,
    query: FileQuery,
    answer: { words: 'The file', media: ['application/octet-stream', 'application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'text/plain'] },
    refusals: { 403: place[403], 404: 'There is no such file, or it was erased' },
  },
} as const satisfies Readonly<Record<string, Operation>>
