import { createPrivateKey, createPublicKey, randomBytes, sign as signWith, verify as verifyWith, type KeyObject } from 'node:crypto'

/** DER of a PKCS #8 private key and of an SPKI public key (RFC 8410) up to the 32 bytes of the key itself. */
const PRIVATE = Buffer.from('302e020100300506032b657004220420', 'hex')
const PUBLIC = Buffer.from('302a300506032b6570032100', 'hex')

/** A fresh key from the system's random source. The seed is the whole secret (RFC 8032). */
export function newSigningKey(): { readonly seed: Uint8Array; readonly publicKey: Uint8Array } {
  const seed = Uint8Array.from(randomBytes(32))
  return { seed, publicKey: publicKeyOf(seed) }
}

export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKey(seed)).export({ format: 'der', type: 'spki' })
  return Uint8Array.from(der.subarray(PUBLIC.length))
}

/** Pure Ed25519, 64 bytes, the same for the same seed and message. */
export function sign(seed: Uint8Array, message: Uint8Array): Uint8Array {
  return Uint8Array.from(signWith(null, message, privateKey(seed)))
}

/** Total: a key or a signature of the wrong length, or a key that is no point of the curve, answers `false`. */
export function verify(publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== 32 || signature.length !== 64) return false
  return verifyWith(null, message, createPublicKey({ key: Buffer.concat([PUBLIC, publicKey]), format: 'der', type: 'spki' }), signature)
}

function privateKey(seed: Uint8Array): KeyObject {
  if (seed.length !== 32) throw new RangeError(`an Ed25519 seed has 32 bytes, not ${seed.length}`)
  return createPrivateKey({ key: Buffer.concat([PRIVATE, seed]), format: 'der', type: 'pkcs8' })
}
