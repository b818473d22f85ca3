import { describe, expect, test } from 'vitest'
import { signerOf } from './bundle.fixture.ts'
import { cosign, formatCheckpoint } from './checkpoint.ts'
import { sign, verify } from './ed25519.ts'
import { faultOf } from './fault.fixture.ts'
import { signNote, type Note } from './note.ts'
import { checkPolicy, parsePolicy, type Policy } from './policy.ts'
import { sha256 } from './sha256.ts'

const ORIGIN = 'log.example/a'
const LOG = signerOf(11, ORIGIN, 1)
const STRANGER = signerOf(12, ORIGIN, 1)
const [X1, X2, X3, Y1, Y2] = [21, 22, 23, 24, 25].map((number) => signerOf(number, `w${number}.example`, 4))
type Signer = ReturnType<typeof signerOf>

const text = formatCheckpoint({ origin: ORIGIN, size: 3, root: sha256(new Uint8Array(3)), extensions: [] })

function noteBy(log: Signer, ...witnesses: readonly (Signer | undefined)[]): Note {
  const note = signNote({ text, signatures: [] }, log.key, (message) => sign(log.seed, message))
  const known = witnesses.flatMap((witness) => (witness === undefined ? [] : [witness]))
  return { text, signatures: [...note.signatures, ...known.map(({ key, seed }, at) => cosign(text, key, 1000 + at, (message) => sign(seed, message)))] }
}

const keysOf = (...signers: readonly (Signer | undefined)[]): Policy['witnesses'] => signers.flatMap((signer) => (signer === undefined ? [] : [signer.key]))
const policy = (quorum: Policy['quorum'], witnesses = keysOf(X1, X2, X3)): Policy => ({ logs: [LOG.key], witnesses, quorum })

describe('a policy', () => {
  test('accepts what its log has signed and its quorum has seen, and says who and when', () => {
    const accepted = checkPolicy(policy(2), noteBy(LOG, X3, X1), verify)
    expect(accepted).toMatchObject({ ok: true, log: LOG.key, checkpoint: { origin: ORIGIN, size: 3 } })
    expect(accepted.by).toEqual([
      { witness: X1?.key, at: 1001 },
      { witness: X3?.key, at: 1000 },
    ])
  })

  test('fails closed: too few, nobody, a stranger’s log, another origin', () => {
    expect(faultOf(() => checkPolicy(policy(2), noteBy(LOG, X1), verify))).toBe('quorum-missed')
    expect(faultOf(() => checkPolicy(policy(1), noteBy(LOG), verify))).toBe('quorum-missed')
    expect(faultOf(() => checkPolicy(policy(2), noteBy(LOG, X1, Y1, Y2), verify))).toBe('quorum-missed')
    expect(faultOf(() => checkPolicy(policy('none'), noteBy(STRANGER), verify))).toBe('unsigned')
    expect(faultOf(() => checkPolicy({ ...policy('none'), logs: [signerOf(11, 'other', 1).key] }, noteBy(LOG), verify))).toBe('origin-unknown')
    expect(faultOf(() => checkPolicy({ ...policy('none'), logs: [] }, noteBy(LOG), verify))).toBe('origin-unknown')
  })

  test('a witness that signs twice counts once, and so does one key under two names', () => {
    expect(faultOf(() => checkPolicy(policy(2), noteBy(LOG, X1, X1, X1), verify))).toBe('quorum-missed')
    const alias = signerOf(21, 'alias.example', 4)
    expect(faultOf(() => checkPolicy(policy(2, keysOf(X1, alias, X2)), noteBy(LOG, X1, alias), verify))).toBe('quorum-missed')
    expect(faultOf(() => checkPolicy(policy(3, keysOf(X1, alias, X2)), noteBy(LOG, X1, alias, X2), verify))).toBe('policy-malformed')
  })

  test('a wrong signature of a known witness refuses the note, even where the quorum is met without it', () => {
    const note = noteBy(LOG, X1, X2, X3)
    const [log, one, two, three] = note.signatures
    const spoilt = {
      ...note,
      signatures: [log, one, two, three === undefined ? undefined : { ...three, signature: three.signature.toReversed() }].flatMap((each) => each ?? []),
    }
    expect(spoilt.signatures).toHaveLength(4)
    expect(faultOf(() => checkPolicy(policy(2), spoilt, verify))).toBe('signature-wrong')
  })

  test('unknown signatures say nothing', () => {
    const note = noteBy(LOG, X1, X2)
    const more = { ...note, signatures: [...note.signatures, { name: 'x', id: 1, signature: new Uint8Array(9) }] }
    expect(checkPolicy(policy(2), more, verify).by).toHaveLength(2)
  })

  test('no witness at all has to be said in words', () => {
    expect(checkPolicy(policy('none'), noteBy(LOG, X1), verify).by).toHaveLength(1)
    expect(checkPolicy(policy('none', []), noteBy(LOG), verify).by).toEqual([])
    for (const quorum of [0, -1, 0.5, 4, Number.NaN, Infinity])
      expect(faultOf(() => checkPolicy(policy(quorum), noteBy(LOG, X1, X2, X3), verify))).toBe('policy-malformed')
    expect(faultOf(() => checkPolicy(policy(1, []), noteBy(LOG), verify))).toBe('policy-malformed')
    expect(faultOf(() => checkPolicy(policy({ atLeast: 0, of: [] }), noteBy(LOG), verify))).toBe('policy-malformed')
  })

  test('a log with a witness’s key, and a witness with a log’s, are refused', () => {
    expect(faultOf(() => checkPolicy({ ...policy('none'), logs: keysOf(X1) }, noteBy(LOG), verify))).toBe('policy-malformed')
    expect(faultOf(() => checkPolicy(policy(1, [LOG.key]), noteBy(LOG), verify))).toBe('policy-malformed')
  })

  test('either of two keys of the log will do while keys change', () => {
    const both = { ...policy('none'), logs: [LOG.key, STRANGER.key] }
    expect(checkPolicy(both, noteBy(LOG), verify).log).toEqual(LOG.key)
    expect(checkPolicy(both, noteBy(STRANGER), verify).log).toEqual(STRANGER.key)
  })
})

describe('a policy file', () => {
  const file = `# two groups
log ${LOG.vkey} https://log.example/a
witness X1 ${X1?.vkey}
witness X2 ${X2?.vkey} https://x2.example
witness X3\t${X3?.vkey}
group X 2 X1 X2 X3
  witness Y1 ${Y1?.vkey}
witness Y2 ${Y2?.vkey}

group Y any Y1 Y2
group both all X Y
quorum both
`

  test('with groups in groups is kept to', () => {
    const read = parsePolicy(sha256, file)
    expect(read.witnesses).toHaveLength(5)
    for (const witnesses of [
      [X1, X2, Y1],
      [X2, X3, Y2],
      [X1, X2, X3, Y1, Y2],
    ])
      expect(checkPolicy(read, noteBy(LOG, ...witnesses), verify).by).toHaveLength(witnesses.length)
    for (const witnesses of [[X1, X2], [X1, X2, X3], [X1, Y1, Y2], [Y1, Y2], []])
      expect(faultOf(() => checkPolicy(read, noteBy(LOG, ...witnesses), verify))).toBe('quorum-missed')
  })

  test('may name one witness, or none in words', () => {
    const one = parsePolicy(sha256, `log ${LOG.vkey}\nwitness w ${X1?.vkey}\nquorum w\n`)
    expect(checkPolicy(one, noteBy(LOG, X1), verify).ok).toBe(true)
    expect(faultOf(() => checkPolicy(one, noteBy(LOG, X2), verify))).toBe('quorum-missed')
    expect(checkPolicy(parsePolicy(sha256, `log ${LOG.vkey}\nquorum none`), noteBy(LOG), verify).ok).toBe(true)
  })

  test('that is unclear is refused, by line', () => {
    const wrong = [
      '',
      file.replace('quorum both\n', ''),
      `${file}quorum both\n`,
      file.replace('quorum both', 'quorum Z'),
      file.replace('quorum both', 'quorum'),
      file.replace('group Y any', 'group Y 0'),
      file.replace('group Y any', 'group Y 3'),
      file.replace('group Y any', 'group Y 01'),
      file.replace('group Y any Y1 Y2', 'group Y any'),
      file.replace('group Y any Y1 Y2', 'group Y any Y1 none'),
      file.replace('group Y any Y1 Y2', 'group Y any Y1 Y1'),
      file.replace('group Y any Y1 Y2', 'group Y any Y1 X1'),
      file.replace('group both all', 'group X all'),
      file.replace('witness X1 ', 'witness none '),
      file.replace('witness X2 ', 'witness X1 '),
      file.replace(X2?.vkey ?? '?', X1?.vkey ?? '?'),
      file.replace(X2?.vkey ?? '?', LOG.vkey),
      file.replace(LOG.vkey, X1?.vkey ?? '?'),
      file.replace('log ', 'logs '),
      `${file}log ${LOG.vkey}\n`,
    ]
    expect(wrong).not.toContain(file)
    expect(wrong.filter((text) => faultOf(() => parsePolicy(sha256, text)) !== 'policy-malformed')).toEqual([])
    expect(() => parsePolicy(sha256, file.replace('group Y any', 'group Y 3'))).toThrow('line 10')
  })
})
