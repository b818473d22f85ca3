import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { textOf, toHex, utf8 } from './bytes.ts'
import { commitment, faultOfKind, faultOfName, leafBytes, parseLeaf, type Entry } from './entry.ts'
import { faultOf } from './fault.fixture.ts'
import { canonicalJson, parseJson } from './json.ts'
import { sha256 } from './sha256.ts'

const ENTRY: Entry = {
  party: '01970000-0000-7000-8000-000000000001',
  index: 7,
  stream: 'incident 2026-014',
  version: 0,
  id: '01970000-0000-7000-9000-00000000000f',
  kind: 'incident.discovered',
  subject: '支付系统 "A"',
  occurred: Date.UTC(2026, 2, 1, 1, 12, 0, 7),
  recorded: Date.UTC(2026, 2, 1, 1, 15),
  payload: Uint8Array.from({ length: 32 }, (_, at) => at),
}

const uuid = fc.uuid()
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }).filter((text) => faultOfName(text) === undefined)
const [EARLIEST, LATEST] = [Date.parse('0000-01-01T00:00:00Z'), Date.parse('9999-12-31T23:59:59.999Z')]
const instant = fc.integer({ min: EARLIEST, max: LATEST })
const entries: fc.Arbitrary<Entry> = fc.record({
  party: uuid,
  index: fc.maxSafeNat(),
  stream: name,
  version: fc.maxSafeNat(),
  id: uuid,
  kind: fc.constantFrom('a', 'incident.reported', 'x-1.y-2.z'),
  subject: fc.option(name),
  occurred: instant,
  recorded: instant,
  payload: fc.uint8Array({ minLength: 32, maxLength: 32 }),
})

describe('a leaf', () => {
  test('is this line, for ever', () => {
    expect(textOf(leafBytes(ENTRY))).toBe(
      '{"id":"01970000-0000-7000-9000-00000000000f","index":7,"kind":"incident.discovered","occurred":"2026-03-01T01:12:00.007Z",' +
        '"party":"01970000-0000-7000-8000-000000000001","payload":"AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=","recorded":"2026-03-01T01:15:00.000Z",' +
        '"stream":"incident 2026-014","subject":"支付系统 \\"A\\"","v":1,"version":0}',
    )
  })

  test('is canonical JSON and is read back as it was written', () => {
    fc.assert(
      fc.property(entries, (entry) => {
        const bytes = leafBytes(entry)
        expect(canonicalJson(parseJson(textOf(bytes)))).toBe(textOf(bytes))
        expect(parseLeaf(bytes)).toEqual(entry)
      }),
      { seed: 61, numRuns: 500 },
    )
  })

  test('writes instants as ISO 8601 does, on every day and at both ends', () => {
    fc.assert(
      fc.property(fc.oneof(instant, fc.constantFrom(-1, 0, 999, 86_399_999, 86_400_000, EARLIEST, LATEST)), (at) => {
        expect(textOf(leafBytes({ ...ENTRY, occurred: at }))).toContain(`"occurred":"${new Date(at).toISOString()}"`)
      }),
      { seed: 62, numRuns: 1000 },
    )
  })

  test('has one spelling: whatever else reads as the same entry is refused', () => {
    const text = textOf(leafBytes(ENTRY))
    const others = [
      ` ${text}`,
      `${text}\n`,
      `\ufeff${text}`,
      text.replace('"index":7', '"index":7.0'),
      text.replace('"index":7', '"index":07'),
      text.replace('"index":7', '"index": 7'),
      text.replace('"index":7', '"index":8,"index":7'),
      text.replace('"index":7', '"index":"7"'),
      text.replace('"v":1', '"v":2'),
      text.replace('"v":1,', ''),
      text.replace('"v":1', '"v":1,"more":true'),
      text.replace('"incident.discovered"', '"incident\\u002ediscovered"'),
      text.replace('01:12:00.007Z', '01:12:00.0070Z'),
      text.replace('2026-03-01T01:12:00.007Z', '2026-03-01T09:12:00.007+08:00'),
      text.replace('2026-03-01T01:12:00.007Z', '2026-02-29T01:12:00.007Z'),
      text.replace('Hh8=', 'Hh9='),
      text.replace('Hh8=', 'Hh8'),
      text.replace('9000-00000000000f', '9000-00000000000F'),
      text.replace('"subject":"支付系统 \\"A\\""', '"subject":7'),
      'null',
      '[]',
      '{}',
      '{',
      '',
    ]
    expect(others).not.toContain(text)
    expect(others.filter((other) => faultOf(() => parseLeaf(utf8(other))) !== 'entry-malformed')).toEqual([])
    expect(faultOf(() => parseLeaf(Uint8Array.of(0xff)))).toBe('entry-malformed')
  })

  test('holds nothing out of bounds', () => {
    const wrong: readonly Partial<Entry>[] = [
      { party: 'A'.repeat(36) },
      { party: ENTRY.party.toUpperCase().replace('0', 'A') },
      { id: '' },
      { index: -1 },
      { index: 0.5 },
      { index: 2 ** 53 },
      { version: -1 },
      { version: Number.NaN },
      { stream: '' },
      { stream: 'x'.repeat(201) },
      { stream: 'a\nb' },
      { stream: 'a\u202eb' },
      { stream: '\ud800' },
      { subject: '' },
      { subject: '\u0000' },
      { kind: '' },
      { kind: 'Incident' },
      { kind: 'incident..reported' },
      { kind: '.a' },
      { kind: '1a' },
      { kind: 'a b' },
      { kind: `a${'b'.repeat(200)}` },
      { occurred: 0.5 },
      { recorded: 8.64e15 },
      { occurred: Date.parse('0000-01-01T00:00:00Z') - 1 },
      { payload: new Uint8Array(31) },
    ]
    expect(wrong.filter((part) => faultOf(() => leafBytes({ ...ENTRY, ...part })) !== 'entry-malformed')).toEqual([])
  })

  test('names are counted in characters, and any script will do', () => {
    expect(faultOfName('支'.repeat(200))).toBeUndefined()
    expect(faultOfName('😀'.repeat(200))).toBeUndefined()
    expect(faultOfName('😀'.repeat(201))).toContain('200 are the most')
    expect(faultOfName('نظام')).toBeUndefined()
    expect(faultOfKind('incident.measures-required')).toBeUndefined()
    expect(leafBytes({ ...ENTRY, stream: '😀'.repeat(200), subject: '\\'.repeat(200) }).length).toBeLessThan(65_535)
  })
})

describe('a commitment', () => {
  const salt = new Uint8Array(32).fill(9)

  test('is this value, for ever', () => {
    expect(toHex(commitment(sha256, salt, utf8('{"a":1}')))).toBe(toHex(sha256(utf8(`dutybook.payload.v1\n${'\t'.repeat(32)}{"a":1}`))))
  })

  test('changes with every bit of the salt and of the payload', () => {
    const payload = utf8('{"a":1}')
    const values = new Set([toHex(commitment(sha256, salt, payload))])
    for (let bit = 0; bit < 256; bit++) values.add(toHex(commitment(sha256, flipped(salt, bit), payload)))
    for (let bit = 0; bit < payload.length * 8; bit++) values.add(toHex(commitment(sha256, salt, flipped(payload, bit))))
    expect(values.size).toBe(1 + 256 + payload.length * 8)
  })

  test('needs a salt of 32 bytes', () => {
    expect(() => commitment(sha256, new Uint8Array(16), new Uint8Array())).toThrow(RangeError)
  })
})

function flipped(bytes: Uint8Array, bit: number): Uint8Array {
  return bytes.map((byte, at) => (at === Math.floor(bit / 8) ? byte ^ (1 << (bit % 8)) : byte))
}
