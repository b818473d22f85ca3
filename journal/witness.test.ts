import { expect, test } from 'vitest'
import { fromBase64, toBase64, utf8 } from './bytes.ts'
import { formatCheckpoint } from './checkpoint.ts'
import { newSigningKey, sign, verify } from './ed25519.ts'
import { leafHash, nodeHash } from './merkle.ts'
import { formatNote, noteKey, parseVerifierKey, signNote } from './note.ts'
import { sha256 } from './sha256.ts'
import { formatSubmission, parseSubmission } from './submission.ts'
import { readSubmission, refusalOf, type Seen, type WatchedLog } from './witness.ts'

/** The log, bodies and statuses of FiloSottile/torchwood, cmd/litewitness/testdata/litewitness.txt and internal/witness/witness_test.go. */
const SIGSUM = 'sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562'
const sigsum: WatchedLog = {
  origin: SIGSUM,
  keys: [noteKey(sha256, SIGSUM, 1, Buffer.from('ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f', 'hex'))],
}
const hex = (hash: string): string => Buffer.from(hash, 'hex').toString('base64')
const ONE = `${SIGSUM}\n1\n${hex(`2a${'00'.repeat(31)}`)}\n\n— ${SIGSUM} UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeSPM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=\n`
const THREE = `${SIGSUM}\n3\nRcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=\n\n— ${SIGSUM} UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJre36kezNobZs4SUUdrcawfAB8WVrx6go=\n`
const FIVE = `${SIGSUM}\n5\nQrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=\n\n— ${SIGSUM} UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2KEmLOZ/ASRcWJi0tW90dJWAShei7sDww=\n`
const leaf = (number: number): string => hex(`2a0${number}${'00'.repeat(30)}`)

function answerTo(body: string, seen: Seen | undefined, logs: readonly WatchedLog[] = [sigsum]): string {
  const read = readSubmission(utf8(body), logs, verify)
  if (read.kind === 'refused') return read.refusal.code
  return refusalOf(sha256, read.value, seen)?.code ?? 'cosigned'
}

function seenAt(note: string): Seen {
  const read = readSubmission(utf8(`old 0\n\n${note}`), [sigsum], verify)
  if (read.kind === 'refused') throw new Error(read.refusal.code)
  const { size, root } = read.value.checkpoint
  return { size, root, note, at: 0 }
}

test('a published course of submissions is answered as published', () => {
  const one = seenAt(ONE)
  const three = seenAt(THREE)
  expect(answerTo(`old 0\n\n${ONE}`, undefined)).toBe('cosigned')
  expect(answerTo(`old 1\n${leaf(1)}\n${leaf(2)}\n\n${THREE.replace('6go=', '6gs=')}`, one)).toBe('signature-missing')
  expect(answerTo(`old 1\n${leaf(1)}\n${leaf(2)}\n\n${THREE}`, one, [])).toBe('origin-unknown')
  expect(answerTo(`old 1\n\n${THREE}`, one)).toBe('proof-wrong')
  expect(answerTo(`old 1\n${leaf(1)}\n${hex(`2a02${'00'.repeat(29)}01`)}\n\n${THREE}`, one)).toBe('proof-wrong')
  expect(answerTo(`old 1\n${leaf(1)}\n${leaf(2)}\n\n${THREE}`, one)).toBe('cosigned')
  const late = [leaf(1), hex('f9f50357e93def4078237b8aaea24ce1a3f5965a0f64ff26bebd99e30470d8b2'), leaf(4)].join('\n')
  expect(answerTo(`old 1\n${late}\n\n${FIVE}`, three)).toBe('old-size-wrong')
  expect(answerTo(`old 1\n${late}\n\n${FIVE}`, one)).toBe('cosigned')
  const path = [leaf(2), leaf(3), hex('c2088815d65f60dbfa594d4e96504ab169cb6084bf0c132ab7c521fd2e0eba41'), leaf(4)].join('\n')
  expect(answerTo(`old 3\n${path}\n\n${FIVE}`, three)).toBe('cosigned')
})

test('a checkpoint of the Go checksum database is cosigned, under an origin that is not the name of its key', () => {
  // FiloSottile/litetlog, cmd/litewitness/testdata/sumdb.txt
  const key = parseVerifierKey(sha256, 'sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8')
  const body =
    'old 0\n\ngo.sum database tree\n35225469\nvt5T6GaLCXvyHFl9VUvvItR43XZxfLgftEcTyO3eJCQ=\n\n' +
    '— sum.golang.org Az3grpukl5AXaVfYkLiDGORx/DN2nlcS5kZHR5uYOBV2KA2HgXpD+gu9HHONebHLAyaKbbTM75QTtPydhKCExixSfwQ=\n'
  expect(answerTo(body, undefined, [{ origin: 'go.sum database tree', keys: [key] }])).toBe('cosigned')
  expect(answerTo(body, undefined, [{ origin: 'sum.golang.org', keys: [key] }])).toBe('origin-unknown')
})

test('the example of the specification is read, and written back to the byte', () => {
  // C2SP tlog-witness, example request body
  const body =
    'old 20852014\nPlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\njrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n' +
    '5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n\n' +
    'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n' +
    '— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n'
  const submission = parseSubmission(utf8(body))
  expect(submission.old).toBe(20852014)
  expect(submission.path.map(toBase64)).toHaveLength(4)
  expect(Buffer.from(formatSubmission(submission)).toString()).toBe(body)
})

const pair = newSigningKey()
const own = noteKey(sha256, 'example.com/log', 1, pair.publicKey)
const log: WatchedLog = { origin: 'example.com/log', keys: [own] }

function head(size: number, root: Uint8Array): string {
  return formatNote(
    signNote({ text: formatCheckpoint({ origin: 'example.com/log', size, root, extensions: [] }), signatures: [] }, own, (message) => sign(pair.seed, message)),
  )
}

test('small trees are answered as by another witness', () => {
  // FiloSottile/torchwood, internal/witness/witness_test.go, TestZeroSize
  const empty = sha256(new Uint8Array(0))
  const first = leafHash(sha256, utf8('leaf'))
  const one: Seen = { size: 1, root: first, note: head(1, first), at: 0 }
  const proof = `${toBase64(first)}\n`
  const cases: readonly (readonly [Seen | undefined, string, string])[] = [
    [undefined, `old 0\n\n${head(0, empty)}`, 'cosigned'],
    [{ size: 0, root: empty, note: '', at: 0 }, `old 0\n\n${head(0, empty)}`, 'cosigned'],
    [undefined, `old 0\n\n${head(0, first)}`, 'proof-wrong'],
    [undefined, `old 0\n${proof}\n${head(0, empty)}`, 'proof-wrong'],
    [undefined, `old 0\n\n${head(1, first)}`, 'cosigned'],
    [undefined, `old 0\n${proof}\n${head(1, first)}`, 'proof-wrong'],
    [one, `old 0\n\n${head(1, first)}`, 'old-size-wrong'],
    [one, `old 1\n\n${head(0, empty)}`, 'old-size-beyond'],
    [one, `old 1\n\n${head(1, first)}`, 'cosigned'],
    [one, `old 1\n\n${head(1, nodeHash(sha256, first, first))}`, 'root-differs'],
  ]
  expect(cases.map(([seen, body]) => [body, answerTo(body, seen, [log])])).toEqual(cases.map(([, body, answer]) => [body, answer]))
})

test('a submission that is not to the letter is refused', () => {
  const note = head(1, leafHash(sha256, utf8('leaf')))
  const wrong = [
    '',
    'old 0',
    `old 0\n${note}`.replaceAll('\n\n', '\n'),
    `old 01\n\n${note}`,
    `old -1\n\n${note}`,
    `old 0 \n\n${note}`,
    `old  0\n\n${note}`,
    `OLD 0\n\n${note}`,
    `old 9007199254740992\n\n${note}`,
    `old 0\nAAAA\n\n${note}`,
    `old 0\n${'A'.repeat(43)}\n\n${note}`,
    `old 0\r\n\n${note}`,
    `old 0\n\n${note}\n`,
    `old 0\n\n${note.slice(0, -1)}`,
    `old 0\n${`${toBase64(new Uint8Array(32))}\n`.repeat(64)}\n${note}`,
    `old 0\n\n${note.replace('\n1\n', '\n01\n')}`,
  ]
  expect(wrong.filter((body) => answerTo(body, undefined, [log]) !== 'malformed')).toEqual([])
  expect(readSubmission(Uint8Array.of(0xff, 0x0a, 0x0a), [log], verify)).toMatchObject({ kind: 'refused', refusal: { code: 'malformed' } })
  expect(answerTo(`old 0\n\n${note}`, undefined, [log])).toBe('cosigned')
})

test('signatures of unknown keys are passed over, a wrong one of the known key is not', () => {
  const first = leafHash(sha256, utf8('leaf'))
  const note = head(1, first)
  expect(answerTo(`old 0\n\n${note}— stranger ${toBase64(new Uint8Array(70))}\n`, undefined, [log])).toBe('cosigned')
  const signature = fromBase64(note.trimEnd().split(' ').at(-1) ?? '')
  signature[20] = (signature[20] ?? 0) ^ 1
  expect(answerTo(`old 0\n\n${note}— example.com/log ${toBase64(signature)}\n`, undefined, [log])).toBe('signature-missing')
})
