import { readFileSync } from 'node:fs'
import type { z } from 'zod'

/** A file of `vector/`: published answers, with the place where they are published in its member `source`. */
export function vectorOf<Schema extends z.ZodType>(name: string, schema: Schema): z.infer<Schema> {
  return schema.parse(JSON.parse(readFileSync(new URL(`vector/${name}.json`, import.meta.url), 'utf8')))
}

export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex, 'hex'))
