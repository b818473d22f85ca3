import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Bytes of a file in one part. */
export const PART = 1_048_576
const NONCE = 12
const TAG = 16

/** Holds a part to its file and its place in it. */
const placeOf = (file: string, part: number): Uint8Array => Buffer.from(`${file} ${part}`)

/** AES-256-GCM with the file's own key: nonce, ciphertext, tag. */
export function sealPart(key: Uint8Array, file: string, part: number, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv('aes-256-gcm', key, nonce)
  cipher.setAAD(placeOf(file, part))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

/** Throws where a bit of it, its file or its place is another. */
export function openPart(key: Uint8Array, file: string, part: number, sealed: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
  decipher.setAAD(placeOf(file, part))
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG))
  return Buffer.concat([decipher.update(sealed.subarray(NONCE, sealed.length - TAG)), decipher.final()])
}
