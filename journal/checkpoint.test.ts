import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { textOf, toBase64 } from './bytes.ts'
import { cosign, cosignedMessage, formatCheckpoint, parseCheckpoint, verifyCosignature } from './checkpoint.ts'
import { publicKeyOf, sign, verify } from './ed25519.ts'
import { faultOf } from './fault.fixture.ts'
import { formatNote, noteKey, parseNote, parseVerifierKey, verifyNote } from './note.ts'
import { sha256 } from './sha256.ts'
import { vectorOf } from './vector.fixture.ts'

const vector = vectorOf(
  'cosignature',
  z.object({
    example: z.object({ time: z.number(), body: z.string(), message: z.string(), note: z.string() }),
    log: z.string(),
    witnesses: z.array(z.string()),
    absent: z.string(),
    time: z.number(),
    size: z.number(),
    note: z.string(),
  }),
)

describe('a checkpoint in public', () => {
  const note = parseNote(vector.note)

  test('is read, and written as it stands', () => {
    const checkpoint = parseCheckpoint(note.text)
    expect(checkpoint).toMatchObject({ origin: 'arche2025h1.staging.ct.transparency.dev', size: vector.size, extensions: [] })
    expect(formatCheckpoint(checkpoint)).toBe(note.text)
    expect(formatNote(note)).toBe(vector.note)
  })

  test('is signed by its log and cosigned by each of its witnesses, at the second that they say', () => {
    verifyNote(note, parseVerifierKey(sha256, vector.log), verify)
    expect(vector.witnesses).toHaveLength(4)
    for (const witness of vector.witnesses) expect(verifyCosignature(note, parseVerifierKey(sha256, witness), verify)).toBe(vector.time)
    expect(faultOf(() => verifyCosignature(note, parseVerifierKey(sha256, vector.absent), verify))).toBe('unsigned')
  })

  test('of another size is signed by nobody', () => {
    const other = { ...note, text: note.text.replace(String(vector.size), String(vector.size + 1)) }
    expect(faultOf(() => verifyNote(other, parseVerifierKey(sha256, vector.log), verify))).toBe('signature-wrong')
    for (const witness of vector.witnesses) expect(faultOf(() => verifyCosignature(other, parseVerifierKey(sha256, witness), verify))).toBe('signature-wrong')
  })

  test('the message of a cosignature is that of the specification', () => {
    const { time, body, message, note: example } = vector.example
    expect(textOf(cosignedMessage(time, body))).toBe(message)
    expect(parseNote(example).text).toBe(body)
    // The time is in the first eight bytes of the published cosignature.
    const [, cosignature] = parseNote(example).signatures
    expect(cosignature?.signature.slice(0, 8).reduce((value, byte) => value * 256 + byte, 0)).toBe(time)
  })
})

describe('a checkpoint', () => {
  const root = sha256(new Uint8Array())
  const hash = toBase64(root)

  test('keeps its extensions, and sizes to 2^53-1', () => {
    for (const size of [0, 1, Number.MAX_SAFE_INTEGER]) {
      const checkpoint = { origin: 'a b+c', size, root, extensions: ['x', '— not a signature here'] }
      expect(parseCheckpoint(formatCheckpoint(checkpoint))).toEqual(checkpoint)
    }
  })

  test('has one spelling', () => {
    const wrong = [
      `o\n1\n${hash}`,
      `\n1\n${hash}\n`,
      `o\n\n${hash}\n`,
      `o\n01\n${hash}\n`,
      `o\n+1\n${hash}\n`,
      `o\n1.0\n${hash}\n`,
      `o\n1e3\n${hash}\n`,
      `o\n0x1\n${hash}\n`,
      `o\n１\n${hash}\n`,
      `o\n9007199254740992\n${hash}\n`,
      `o\n-1\n${hash}\n`,
      `o\n1\n${hash} \n`,
      `o\n1\n${hash.slice(0, -2)}F=\n`,
      `o\n1\n${hash.slice(4)}\n`,
      `o\n1\n${hash}\n\n`,
      `o\n1\n${hash}\nx\n\ny\n`,
      'o\n1\n',
      '',
    ]
    expect(wrong.filter((text) => faultOf(() => parseCheckpoint(text)) !== 'checkpoint-malformed')).toEqual([])
    for (const extensions of [[''], ['a\nb']]) expect(faultOf(() => formatCheckpoint({ origin: 'o', size: 1, root, extensions }))).toBe('checkpoint-malformed')
    expect(faultOf(() => formatCheckpoint({ origin: 'o', size: -1, root, extensions: [] }))).toBe('checkpoint-malformed')
    expect(faultOf(() => formatCheckpoint({ origin: 'o', size: 1, root: root.slice(1), extensions: [] }))).toBe('checkpoint-malformed')
  })
})

describe('a cosignature', () => {
  const seed = new Uint8Array(32).fill(8)
  const witness = noteKey(sha256, 'w.example/1', 4, publicKeyOf(seed))
  const signing = (message: Uint8Array): Uint8Array => sign(seed, message)
  const text = formatCheckpoint({ origin: 'o', size: 3, root: sha256(new Uint8Array(3)), extensions: ['x'] })

  test('gives its time back, the latest of several', () => {
    const at = (time: number): ReturnType<typeof cosign> => cosign(text, witness, time, signing)
    for (const time of [0, 1, 1_750_000_000, 2 ** 40, Number.MAX_SAFE_INTEGER])
      expect(verifyCosignature({ text, signatures: [at(time)] }, witness, verify)).toBe(time)
    expect(verifyCosignature({ text, signatures: [at(5), at(9), at(7)] }, witness, verify)).toBe(9)
  })

  test('covers the time and the extension lines', () => {
    const cosignature = cosign(text, witness, 1_750_000_000, signing)
    const later = { ...cosignature, signature: cosignature.signature.map((byte, at) => (at === 7 ? byte + 1 : byte)) }
    expect(faultOf(() => verifyCosignature({ text, signatures: [later] }, witness, verify))).toBe('signature-wrong')
    expect(faultOf(() => verifyCosignature({ text: text.replace('x\n', 'y\n'), signatures: [cosignature] }, witness, verify))).toBe('signature-wrong')
  })

  test('is no signature of a log, and the other way round', () => {
    const log = noteKey(sha256, witness.name, 1, witness.publicKey)
    const cosignature = cosign(text, witness, 1, signing)
    expect(faultOf(() => verifyNote({ text, signatures: [cosignature] }, log, verify))).toBe('unsigned')
    expect(faultOf(() => verifyNote({ text, signatures: [{ ...cosignature, id: log.id }] }, log, verify))).toBe('signature-wrong')
    expect(faultOf(() => verifyCosignature({ text, signatures: [cosignature] }, log, verify))).toBe('key-malformed')
  })

  test('of a time beyond 2^53, before 1970 or between two seconds is refused', () => {
    const beyond = { name: witness.name, id: witness.id, signature: new Uint8Array(72).fill(0xff) }
    expect(faultOf(() => verifyCosignature({ text, signatures: [beyond] }, witness, verify))).toBe('signature-wrong')
    for (const time of [-1, 0.5, 2 ** 53]) expect(faultOf(() => cosign(text, witness, time, signing))).toBe('number-out-of-range')
    expect(faultOf(() => verifyCosignature({ text, signatures: [{ ...beyond, signature: new Uint8Array(71) }] }, witness, verify))).toBe('signature-wrong')
  })
})
