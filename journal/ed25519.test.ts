import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { toHex } from './bytes.ts'
import { newSigningKey, publicKeyOf, sign, verify } from './ed25519.ts'
import { sha256 } from './sha256.ts'
import { bytesOf, vectorOf } from './vector.fixture.ts'
import { nodeCrypto } from './verifier/node-crypto.ts'
import { portableCrypto } from './verifier/portable-crypto.ts'
import * as crypto from 'node:crypto'

const { vectors } = vectorOf(
  'ed25519',
  z.object({ vectors: z.array(z.object({ seed: z.string(), publicKey: z.string(), message: z.string(), signature: z.string() })) }),
)

describe('Ed25519', () => {
  test('signs and verifies as RFC 8032 does, in Node and without it', () => {
    expect(vectors).toHaveLength(3)
    for (const { seed, publicKey, message, signature } of vectors) {
      expect(toHex(publicKeyOf(bytesOf(seed)))).toBe(publicKey)
      expect(toHex(sign(bytesOf(seed), bytesOf(message)))).toBe(signature)
      for (const verifies of [verify, portableCrypto.verify, nodeCrypto(crypto).verify]) {
        expect(verifies(bytesOf(publicKey), bytesOf(message), bytesOf(signature))).toBe(true)
        expect(verifies(bytesOf(publicKey), bytesOf(`${message}00`), bytesOf(signature))).toBe(false)
      }
    }
  })

  test('a fresh key signs, and no two are the same', () => {
    const [one, other] = [newSigningKey(), newSigningKey()]
    expect(toHex(one.seed)).not.toBe(toHex(other.seed))
    const message = bytesOf('00ff')
    expect(verify(one.publicKey, message, sign(one.seed, message))).toBe(true)
    expect(verify(other.publicKey, message, sign(one.seed, message))).toBe(false)
  })

  test('what is no key or no signature verifies nothing, and never throws', () => {
    const { seed, publicKey } = newSigningKey()
    const message = bytesOf('01')
    const signature = sign(seed, message)
    // RFC 8032, section 5.1.7: a scalar of the group's order or more is no signature.
    const order = 2n ** 252n + 27742317777372353535851937790883648493n
    const scalar = signature.slice(32).reduceRight((value, byte) => value * 256n + BigInt(byte), 0n) + order
    const second = Uint8Array.from([...signature.slice(0, 32), ...Array.from({ length: 32 }, (_, at) => Number((scalar >> BigInt(8 * at)) & 255n))])
    for (const verifies of [verify, portableCrypto.verify, nodeCrypto(crypto).verify]) {
      for (const [key, sig] of [
        [publicKey, signature.slice(1)],
        [publicKey.slice(1), signature],
        [publicKey, new Uint8Array(64)],
        [new Uint8Array(32).fill(255), signature],
        [publicKey, second],
      ] as const)
        expect(verifies(key, message, sig)).toBe(false)
    }
  })

  test('a seed of another length is refused', () => {
    expect(() => publicKeyOf(new Uint8Array(31))).toThrow(RangeError)
  })
})

test('SHA-256 is the same one-shot, streamed, without Node, and written into place', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (data) => {
      const expected = createHash('sha256').update(data).digest('hex')
      for (const hash of [sha256, portableCrypto.sha256, nodeCrypto(crypto).sha256]) expect(toHex(hash(data))).toBe(expected)
      const out = new Uint8Array(40)
      sha256.into?.(data, out, 5)
      expect(toHex(out)).toBe(`${'00'.repeat(5)}${expected}000000`)
    }),
    { seed: 31, numRuns: 200 },
  )
})
