import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import type { Crypto } from '../bundle.ts'

/** Works wherever JavaScript does. Strict: RFC 8032, no second spelling of a point or a scalar. */
export const portableCrypto: Crypto = {
  sha256: (data) => sha256(data),
  verify: (publicKey, message, signature) => {
    if (publicKey.length !== 32 || signature.length !== 64) return false
    return ed25519.verify(signature, message, publicKey, { zip215: false })
  },
}
