import { createCipheriv, createDecipheriv, createHmac, randomBytes } from 'node:crypto'
import { deflateRawSync, inflateRawSync } from 'node:zlib'
import type { z } from 'zod'

const NONCE = 12 // bytes
const TAG = 16 // bytes
const MOST = 4_194_304 // bytes, opened

/** Gives somebody's browser something to carry that it can neither read nor change. Servers that share the master key open each other's. */
export interface Sealer {
  /** `about` says what it is of; sealed for one thing, it opens for no other. */
  readonly seal: (about: string, value: unknown) => string
  /** `undefined` for what was not sealed here, or for something else. */
  readonly open: <T>(about: string, sealed: string, shape: z.ZodType<T>) => T | undefined
}

export function sealerOf(master: Uint8Array): Sealer {
  const key = createHmac('sha256', master).update('what the portal gives to browsers').digest()
  return {
    seal: (about, value) => {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      cipher.setAAD(Buffer.from(about))
      const text = deflateRawSync(JSON.stringify(value))
      return Buffer.concat([nonce, cipher.update(text), cipher.final(), cipher.getAuthTag()]).toString('base64url')
    },
    open: (about, sealed, shape) => {
      const bytes = Buffer.from(sealed, 'base64url')
      if (bytes.length < NONCE + TAG) return undefined
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, NONCE), { authTagLength: TAG })
      decipher.setAAD(Buffer.from(about))
      decipher.setAuthTag(bytes.subarray(-TAG))
      try {
        const text = Buffer.concat([decipher.update(bytes.subarray(NONCE, -TAG)), decipher.final()])
        return shape.safeParse(JSON.parse(inflateRawSync(text, { maxOutputLength: MOST }).toString())).data
      } catch {
        return undefined
      }
    },
  }
}
