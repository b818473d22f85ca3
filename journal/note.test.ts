import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { fromBase64, toHex } from './bytes.ts'
import { publicKeyOf, sign, verify } from './ed25519.ts'
import { faultOf } from './fault.fixture.ts'
import { formatNote, formatVerifierKey, hexId, noteKey, parseNote, parseVerifierKey, signNote, verifyNote } from './note.ts'
import { sha256 } from './sha256.ts'
import { bytesOf, vectorOf } from './vector.fixture.ts'

const vector = vectorOf(
  'note',
  z.object({
    signed: z.array(z.object({ vkeys: z.array(z.string()), text: z.string(), note: z.string() })),
    signing: z.object({ name: z.string(), signer: z.string(), text: z.string(), note: z.string() }),
    log: z.object({ name: z.string(), publicKey: z.string(), id: z.string(), size: z.number(), note: z.string() }),
    keyWithPlus: z.string(),
    badKeys: z.array(z.string()),
    badNotes: z.array(z.string()),
  }),
)
const PETER = vector.signed[0]?.vkeys[0] ?? ''
const keyOf = (vkey: string): ReturnType<typeof parseVerifierKey> => parseVerifierKey(sha256, vkey)

describe('published notes', () => {
  test('are signed by the published keys', () => {
    expect(vector.signed).toHaveLength(2)
    for (const { vkeys, text, note } of vector.signed) {
      const read = parseNote(note)
      expect(read.text).toBe(text)
      expect(formatNote(read)).toBe(note)
      for (const vkey of vkeys) {
        verifyNote(read, keyOf(vkey), verify)
        expect(faultOf(() => verifyNote({ ...read, text: `${read.text}\n` }, keyOf(vkey), verify))).toBe('signature-wrong')
      }
    }
  })

  test('the published signer signs the published note', () => {
    const { name, signer, text, note } = vector.signing
    const [algorithm, ...seed] = fromBase64(signer)
    expect(algorithm).toBe(1)
    const key = noteKey(sha256, name, 1, publicKeyOf(Uint8Array.from(seed)))
    expect(formatVerifierKey(key)).toBe(PETER)
    expect(formatNote(signNote({ text, signatures: [] }, key, (message) => sign(Uint8Array.from(seed), message)))).toBe(note)
  })

  test('a log’s checkpoint verifies under the key that has its id', () => {
    const { name, publicKey, id, note } = vector.log
    const key = noteKey(sha256, name, 1, bytesOf(publicKey))
    expect(hexId(key.id)).toBe(id)
    verifyNote(parseNote(note), key, verify)
  })

  test('what is no note is refused', () => {
    expect(vector.badNotes.length).toBeGreaterThan(5)
    expect(vector.badNotes.filter((note) => faultOf(() => parseNote(note)) !== 'note-malformed')).toEqual([])
  })
})

describe('verifier keys', () => {
  test('are read back as they were written, plus signs in the base64 too', () => {
    for (const vkey of [PETER, vector.keyWithPlus]) expect(formatVerifierKey(keyOf(vkey))).toBe(vkey)
    expect(hexId(keyOf(PETER).id)).toBe('c74f20a3')
  })

  test('with anything cut off, changed or added are refused', () => {
    const others = [...vector.badKeys, `${PETER} `, ` ${PETER}`, `${PETER}\n`, PETER.replace('+c7', '+C7'), PETER.replace('Peter', 'Peter ')]
    for (let from = 0; from <= PETER.length; from++)
      for (let to = from + 1; to <= PETER.length; to++) if (to - from < PETER.length) others.push(PETER.slice(from, to))
    for (let at = 0; at < PETER.length; at++) others.push(PETER.slice(0, at) + String.fromCharCode(PETER.charCodeAt(at) + 1) + PETER.slice(at + 1))
    expect(others.length).toBeGreaterThan(2000)
    expect(others.filter((vkey) => faultOf(() => keyOf(vkey)) !== 'key-malformed')).toEqual([])
  })

  test('a name has no spaces and no plus signs, and a key 32 bytes', () => {
    const key = keyOf(PETER).publicKey
    for (const name of ['', 'a b', 'a+b', 'a\u3000b', 'a\u00a0b', 'a\nb', '\ud800']) expect(faultOf(() => noteKey(sha256, name, 1, key))).toBe('key-malformed')
    expect(faultOf(() => noteKey(sha256, 'a', 1, key.slice(1)))).toBe('key-malformed')
    expect(noteKey(sha256, '日志.example/账簿', 1, key).name).toBe('日志.example/账簿')
    expect(noteKey(sha256, 'a', 4, key).id).not.toBe(noteKey(sha256, 'a', 1, key).id)
  })
})

describe('a note', () => {
  const seed = new Uint8Array(32).fill(5)
  const key = noteKey(sha256, 'log.example', 1, publicKeyOf(seed))
  const signed = signNote({ text: 'a\n\nb\n', signatures: [] }, key, (message) => sign(seed, message))

  test('may hold empty lines: the last one parts text and signatures', () => {
    expect(parseNote(formatNote(signed))).toEqual(signed)
    verifyNote(signed, key, verify)
  })

  test('unsigned by the key says so; of a key with the same name and another id too', () => {
    const other = noteKey(sha256, 'log.example', 1, publicKeyOf(new Uint8Array(32).fill(6)))
    expect(faultOf(() => verifyNote(signed, other, verify))).toBe('unsigned')
    expect(faultOf(() => verifyNote({ text: signed.text, signatures: [] }, key, verify))).toBe('unsigned')
  })

  test('with a second signature of the key that is wrong is refused, whichever comes first', () => {
    const [right] = signed.signatures
    const wrong = { name: key.name, id: key.id, signature: new Uint8Array(64) }
    for (const signatures of [
      [right ?? wrong, wrong],
      [wrong, right ?? wrong],
    ])
      expect(faultOf(() => verifyNote({ text: signed.text, signatures }, key, verify))).toBe('signature-wrong')
  })

  test('a key that has the id of another by chance proves nothing', () => {
    const forged = { ...noteKey(sha256, 'log.example', 1, publicKeyOf(new Uint8Array(32).fill(7))), id: key.id }
    expect(faultOf(() => verifyNote(signed, forged, verify))).toBe('signature-wrong')
  })

  test('is not written where it could not be read', () => {
    expect(faultOf(() => formatNote({ text: 'no newline', signatures: signed.signatures }))).toBe('note-malformed')
    expect(faultOf(() => formatNote({ text: 'a\tb\n', signatures: signed.signatures }))).toBe('note-malformed')
    expect(faultOf(() => formatNote({ text: 'a\n', signatures: [] }))).toBe('note-malformed')
    expect(faultOf(() => formatNote({ text: '\ud800\n', signatures: signed.signatures }))).toBe('note-malformed')
  })

  test('a witness’s key neither signs nor verifies it', () => {
    const witness = noteKey(sha256, 'w.example', 4, publicKeyOf(seed))
    expect(faultOf(() => signNote(signed, witness, (message) => sign(seed, message)))).toBe('key-malformed')
    expect(faultOf(() => verifyNote(signed, witness, verify))).toBe('key-malformed')
  })

  test('the id is in the first four bytes of a signature line', () => {
    const line = formatNote(signed).split('\n').at(-2) ?? ''
    expect(toHex(fromBase64(line.split(' ')[2] ?? '').slice(0, 4))).toBe(hexId(key.id))
  })
})
