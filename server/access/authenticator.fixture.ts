import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { z } from 'zod'

/** What an authenticator may do wrong, or what somebody in between may have changed. */
export interface Tampering {
  /** The page that asked; otherwise the one that the authenticator is held to. */
  readonly origin?: string
  readonly verified?: boolean
  readonly counter?: number
  readonly challenge?: string
  readonly type?: string
  readonly rpId?: string
  readonly crossOrigin?: boolean
  readonly userHandle?: string
  readonly id?: Buffer
}

interface Credential {
  readonly id: Buffer
  readonly rpId: string
  readonly handle: string
  readonly key: KeyObject
  readonly algorithm: -7 | -8
  counter: number
}

const Creation = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
  pubKeyCredParams: z.array(z.object({ alg: z.number() })),
  authenticatorSelection: z.object({ residentKey: z.literal('required'), userVerification: z.literal('required') }),
})
const Request = z.object({
  challenge: z.string(),
  rpId: z.string(),
  userVerification: z.literal('required'),
  allowCredentials: z.array(z.unknown()).optional(),
})

/** The little of CBOR (RFC 8949) that an attestation is made of. */
function cbor(value: number | string | Uint8Array | ReadonlyMap<number | string, unknown>): Buffer {
  const head = (major: number, count: number): Buffer => {
    if (count < 24) return Buffer.from([(major << 5) | count])
    return count < 256 ? Buffer.from([(major << 5) | 24, count]) : Buffer.from([(major << 5) | 25, count >> 8, count & 255])
  }
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (value instanceof Uint8Array) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([key, each]) => [cbor(key), cbor(Part.parse(each))])])
}
const Part = z.union([z.number(), z.string(), z.instanceof(Uint8Array), z.map(z.union([z.number(), z.string()]), z.unknown())])

const sha256 = (data: string | Uint8Array): Buffer => createHash('sha256').update(data).digest()
const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64url')

/** An authenticator with its browser, by the specification (WebAuthn Level 3): keeps passkeys that it finds by itself, and counts its signatures. */
export class Authenticator {
  readonly credentials: Credential[] = []
  readonly #origin: string
  readonly #algorithm: -7 | -8
  readonly #counts: boolean

  constructor(origin: string, { algorithm = -7, counts = true }: { readonly algorithm?: -7 | -8; readonly counts?: boolean } = {}) {
    this.#origin = origin
    this.#algorithm = algorithm
    this.#counts = counts
  }

  /** Another device with the same keys: what must not be. */
  copy(): Authenticator {
    const copied = new Authenticator(this.#origin, { algorithm: this.#algorithm, counts: this.#counts })
    copied.credentials.push(...this.credentials.map((each) => ({ ...each })))
    return copied
  }

  create(options: unknown, tampering: Tampering = {}): object {
    const { challenge, rp, user, pubKeyCredParams } = Creation.parse(options)
    if (!pubKeyCredParams.some(({ alg }) => alg === this.#algorithm)) throw new Error('the algorithm is not asked for')
    const { key, cose } = this.#algorithm === -7 ? es256() : ed25519()
    const made: Credential = { id: tampering.id ?? randomBytes(32), rpId: rp.id, handle: user.id, key, algorithm: this.#algorithm, counter: 0 }
    this.credentials.push(made)
    const length = Buffer.alloc(2)
    length.writeUInt16BE(made.id.length)
    const authData = Buffer.concat([this.#authData(made, 0x40, tampering), Buffer.alloc(16), length, made.id, cose])
    return {
      id: text(made.id),
      rawId: text(made.id),
      type: 'public-key',
      authenticatorAttachment: 'platform',
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(this.#clientData('webauthn.create', challenge, tampering)),
        attestationObject: text(
          cbor(
            new Map<string, unknown>([
              ['fmt', 'none'],
              ['attStmt', new Map()],
              ['authData', authData],
            ]),
          ),
        ),
        transports: ['internal'],
      },
    }
  }

  /** Answers with the passkey of the site; of several, the one that is chosen. */
  get(options: unknown, tampering: Tampering = {}, choose = 0): object {
    const { challenge, rpId } = Request.parse(options)
    const found = this.credentials.filter((each) => each.rpId === rpId)[choose]
    if (found === undefined) throw new Error(`no passkey for ${rpId}`)
    const authData = this.#authData(found, 0, tampering)
    const clientData = this.#clientData('webauthn.get', challenge, tampering)
    const signed = Buffer.concat([authData, sha256(clientData)])
    return {
      id: text(found.id),
      rawId: text(found.id),
      type: 'public-key',
      clientExtensionResults: {},
      response: {
        clientDataJSON: text(clientData),
        authenticatorData: text(authData),
        signature: text(sign(found.algorithm === -7 ? 'sha256' : null, signed, found.key)),
        userHandle: tampering.userHandle ?? found.handle,
      },
    }
  }

  #authData(credential: Credential, flags: number, { verified = true, counter, rpId = credential.rpId }: Tampering): Buffer {
    if (this.#counts) credential.counter += 1
    const count = Buffer.alloc(4)
    count.writeUInt32BE(counter ?? credential.counter)
    return Buffer.concat([sha256(rpId), Buffer.from([flags | 0x01 | (verified ? 0x04 : 0)]), count])
  }

  #clientData(type: string, challenge: string, tampering: Tampering): Buffer {
    const { origin = this.#origin, crossOrigin = false } = tampering
    return Buffer.from(JSON.stringify({ type: tampering.type ?? type, challenge: tampering.challenge ?? challenge, origin, crossOrigin }))
  }
}

const Jwk = z.object({ x: z.string(), y: z.string().default('') })
const coordinate = (base64url: string): Buffer => Buffer.from(base64url, 'base64url')

function es256(): { readonly key: KeyObject; readonly cose: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { x, y } = Jwk.parse(publicKey.export({ format: 'jwk' }))
  const cose = new Map<number, unknown>([
    [1, 2],
    [3, -7],
    [-1, 1],
    [-2, coordinate(x)],
    [-3, coordinate(y)],
  ])
  return { key: privateKey, cose: cbor(cose) }
}

function ed25519(): { readonly key: KeyObject; readonly cose: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  const { x } = Jwk.parse(publicKey.export({ format: 'jwk' }))
  return {
    key: privateKey,
    cose: cbor(
      new Map<number, unknown>([
        [1, 1],
        [3, -8],
        [-1, 6],
        [-2, coordinate(x)],
      ]),
    ),
  }
}
