import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { formatCheckpoints, formatContents, formatKeys, parseCheckpoints } from './bundle-file.ts'
import { bundleOf, CURRENT, OLD, ORIGIN, signerOf, WITNESS } from './bundle.fixture.ts'
import { verifyBundle, type Options, type Verdict } from './bundle.ts'
import { textOf, utf8 } from './bytes.ts'
import { formatCheckpoint, parseCheckpoint } from './checkpoint.ts'
import { sign, verify } from './ed25519.ts'
import { leafBytes, parseLeaf, type Entry } from './entry.ts'
import { JournalFault } from './fault.ts'
import type { Finding } from './finding.ts'
import { leafHashes } from './merkle.ts'
import { formatNote, parseNote, signNote } from './note.ts'
import { sha256 } from './sha256.ts'
import { decodeEntries, emptyEdge, encodeEntries, extend, rootOf } from './tile.ts'

type Files = Map<string, Uint8Array>
const crypto = { sha256, verify }
const TRUSTED = [CURRENT.vkey, WITNESS.vkey]

async function verdictOf(files: Files, options: Options = { keys: TRUSTED }): Promise<Verdict> {
  return verifyBundle(async (path) => files.get(path), crypto, { paths: [...files.keys()], ...options })
}

async function findingOf(files: Files, options?: Options): Promise<Partial<Finding>> {
  const verdict = await verdictOf(files, options)
  if (verdict.ok) return {}
  const { index, what, file } = verdict.finding
  return { index, what, file }
}

function fileOf(files: Files, path: string): Uint8Array {
  const bytes = files.get(path)
  if (bytes === undefined) throw new Error(`no ${path}`)
  return bytes
}

/** A bundle with a file changed. */
function withText(files: Files, path: string, change: (text: string) => string): Files {
  const [before, after] = [textOf(fileOf(files, path)), change(textOf(fileOf(files, path)))]
  if (before === after) throw new Error(`nothing was changed in ${path}`)
  return new Map(files).set(path, utf8(after))
}

let whole: Files
beforeAll(() => {
  whole = bundleOf(300, [0, 1, 100, 257])
})

describe('a whole bundle', () => {
  test('verifies at every size about the edges of tiles, and counts what it checked', async () => {
    for (const size of [0, 1, 2, 255, 256, 257, 512, 513]) {
      const verdict = await verdictOf(bundleOf(size, size > 200 ? [0, 200] : []))
      expect(verdict).toMatchObject({ ok: true, origin: ORIGIN, size, trusted: true, checked: { entries: size, checkpoints: size > 200 ? 3 : 1 } })
    }
    expect(await verdictOf(whole)).toMatchObject({ checked: { entries: 300, payloads: 294, erased: 3, withheld: 3, checkpoints: 5, tiles: 3 } })
  })

  test('tells how far it is', async () => {
    const steps: number[] = []
    await verdictOf(whole, { onProgress: (entries, size) => void steps.push(entries / size) })
    expect(steps).toEqual([0, 0, 0, 0, 0, 256 / 300, 1]) // five checkpoints, two files of entries
  })

  test('without a trusted key it says that it had none', async () => {
    expect(await verdictOf(whole, {})).toMatchObject({ ok: true, trusted: false })
  })
})

/** The entry of which a byte of a file is, or `null`. */
function ownerOf(files: Files, path: string, at: number): number | null {
  const place = path.endsWith('.p/44') ? 256 : 0
  if (path.startsWith('tile/entries/')) {
    let end = 0
    return place + decodeEntries(fileOf(files, path)).findIndex((leaf) => (end += leaf.length + 2) > at)
  }
  if (path.startsWith('payload/'))
    return (
      place +
      textOf(
        fileOf(files, path)
          .slice(0, at)
          .map((byte) => (byte === 10 ? 10 : 32)),
      ).split('\n').length -
      1
    )
  if (path.startsWith('tile/0/')) return place + Math.floor(at / 32)
  return path.startsWith('tile/1/') ? Math.floor(at / 32) * 256 : null
}

describe('a changed bundle', () => {
  test('any byte of entries, tiles, contents, checkpoints and keys is found, and the entry that it is of is named', async () => {
    const paths = [...whole.keys()].filter((path) => path !== 'bundle.json')
    const named = new Set<string>()
    let found = 0
    for (const [choice, offset, bits] of fc.sample(fc.tuple(fc.nat(2 ** 30), fc.nat(2 ** 30), fc.integer({ min: 1, max: 255 })), { seed: 71, numRuns: 400 })) {
      const path = paths[choice % paths.length] ?? ''
      const bytes = fileOf(whole, path)
      const at = offset % bytes.length
      const finding = await findingOf(new Map(whole).set(path, bytes.with(at, (bytes[at] ?? 0) ^ bits)))
      const owner = ownerOf(whole, path, at)
      // A content that points elsewhere is found where it points from; everything else where it is.
      expect({ path, at, index: finding.index }).toEqual({ path, at, index: owner })
      named.add(path)
      found += 1
    }
    expect(found).toBe(400)
    expect([...named].toSorted()).toEqual(paths.toSorted())
  })

  test('any byte taken out, put in or cut off is found', async () => {
    const paths = [...whole.keys()]
    for (const path of paths) {
      const bytes = fileOf(whole, path)
      const at = Math.floor(bytes.length / 3)
      for (const other of [
        bytes.slice(1),
        bytes.slice(0, -1),
        new Uint8Array(),
        Uint8Array.from([...bytes, 0]),
        Uint8Array.from([...bytes, 10]),
        Uint8Array.from([...bytes.slice(0, at), ...bytes.slice(at + 1)]),
        Uint8Array.from([...bytes.slice(0, at), bytes[at] ?? 0, ...bytes.slice(at)]),
      ])
        expect(await findingOf(new Map(whole).set(path, other))).toHaveProperty('what')
    }
    expect(paths).toHaveLength(11)
  })

  test('a file missing or too many is found', async () => {
    for (const path of whole.keys()) {
      const files = new Map(whole)
      files.delete(path)
      expect(await findingOf(files)).toMatchObject({ what: 'file-missing', file: path })
    }
    for (const path of [
      'tile/0/000.p/255',
      'tile/0/001.p/43',
      'tile/0/002',
      'tile/1/000.p/2',
      'tile/2/000.p/1',
      'tile/entries/001',
      'payload/001.p/1',
      'x',
      'tile/x',
    ])
      expect(await findingOf(new Map(whole).set(path, new Uint8Array(32)))).toEqual({ index: null, what: 'file-extra', file: path })
    for (const path of ['README.txt', 'verify.cjs', 'verify.html', '.DS_Store', 'tile/Thumbs.db'])
      expect(await findingOf(new Map(whole).set(path, utf8('x')))).toEqual({})
  })

  test('two entries exchanged, one repeated, one left out are found at the first', async () => {
    const leaves = decodeEntries(fileOf(whole, 'tile/entries/000'))
    const [fifth = new Uint8Array(), sixth = new Uint8Array()] = leaves.slice(5)
    for (const other of [leaves.with(5, sixth).with(6, fifth), leaves.with(5, sixth), leaves.toSpliced(5, 1)])
      expect(await findingOf(new Map(whole).set('tile/entries/000', encodeEntries(other)))).toEqual({
        index: 5,
        what: 'entry-out-of-place',
        file: 'tile/entries/000',
      })
    const contents = textOf(fileOf(whole, 'payload/000')).split('\n')
    const [one = '', two = ''] = contents.slice(5)
    expect(await findingOf(new Map(whole).set('payload/000', utf8(contents.with(5, two).with(6, one).join('\n'))))).toMatchObject({
      index: 5,
      what: 'payload-wrong',
    })
  })

  test('an entry of another party, and a gap in a stream, are found though every hash agrees', async () => {
    expect(
      await findingOf(
        rewritten((entry) => ({ ...entry, party: '01970000-0000-7000-8000-00000000000f' })),
        { keys: [CURRENT.vkey] },
      ),
    ).toMatchObject({
      index: 40,
      what: 'entry-out-of-place',
    })
    expect(
      await findingOf(
        rewritten((entry) => ({ ...entry, version: entry.version + 1 })),
        { keys: [CURRENT.vkey] },
      ),
    ).toMatchObject({ index: 40, what: 'version-gap' })
    expect(
      await findingOf(
        rewritten((entry) => ({ ...entry, stream: 'matter-new' })),
        { keys: [CURRENT.vkey] },
      ),
    ).toMatchObject({ index: 40, what: 'version-gap' })
    expect(
      await findingOf(
        rewritten((entry) => ({ ...entry, index: 41 })),
        { keys: [CURRENT.vkey] },
      ),
    ).toMatchObject({ index: 40, what: 'entry-out-of-place' })
  })

  test('an entry rewritten with its tile is found by the checkpoint that was signed before', async () => {
    const files = rewritten((entry) => ({ ...entry, subject: 'another' }))
    const old = new Map(files).set('checkpoint', fileOf(small, 'checkpoint')).set('checkpoints', fileOf(small, 'checkpoints'))
    expect(await findingOf(old)).toEqual({ index: 20, what: 'root-differs', file: 'checkpoints' })
    // With the log's own key it can sign another history; whoever kept a checkpoint of the old one has the proof of it.
    expect(await findingOf(files, { keys: [CURRENT.vkey] })).toEqual({})
  })

  test('what was said to be erased has to be erased by the entry that is named', async () => {
    const line = '{"erased":50,"index":10}'
    for (const by of [49, 51, 150, 10, 9, 300, 9007199254740991])
      expect(await findingOf(withText(whole, 'payload/000', (text) => text.replace(line, `{"erased":${by},"index":10}`)))).toMatchObject({
        index: 10,
        what: 'erasure-unproven',
      })
    const plain = textOf(fileOf(whole, 'payload/000')).split('\n')
    expect(plain[10]).toBe(line)
    expect(await findingOf(withText(whole, 'payload/000', (text) => text.replace(plain[9] ?? '', '{"erased":50,"index":9}')))).toMatchObject({
      index: 9,
      what: 'erasure-unproven',
    })
    expect(await findingOf(withText(whole, 'payload/000', (text) => text.replace(plain[50] ?? '', '{"index":50,"withheld":true}')))).toMatchObject({
      index: 10,
    })
  })
})

let small: Files
beforeAll(() => {
  small = bundleOf(60, [20])
})

/** The small bundle as its own log would have made it with entry 40 changed: tile, checkpoint and signature agree. */
function rewritten(change: (entry: Entry) => Entry): Files {
  const leaves = decodeEntries(fileOf(small, 'tile/entries/000.p/60'))
  const other = leaves.map((leaf, index) => (index === 40 ? leafBytes(change(parseLeaf(leaf))) : leaf))
  const { edge } = extend(sha256, emptyEdge(), leafHashes(sha256, other))
  const text = formatCheckpoint({ origin: ORIGIN, size: 60, root: rootOf(sha256, edge), extensions: [] })
  const note = formatNote(signNote({ text, signatures: [] }, CURRENT.key, (message) => sign(CURRENT.seed, message)))
  const [before = ''] = parseCheckpoints(fileOf(small, 'checkpoints'))
  return new Map(small)
    .set('tile/entries/000.p/60', encodeEntries(other))
    .set('tile/0/000.p/60', edge.levels[0] ?? new Uint8Array())
    .set('checkpoint', utf8(note))
    .set('checkpoints', formatCheckpoints([before, note]))
}

describe('whose bundle it is', () => {
  test('one made up as a whole is found with the key known from elsewhere, and not without', async () => {
    const forger = signerOf(66, ORIGIN, 1)
    const forged = new Map(small).set('key', formatKeys([forger.key]))
    const notes = parseCheckpoints(fileOf(small, 'checkpoints')).map((note) =>
      formatNote(signNote({ text: parseNote(note).text, signatures: [] }, forger.key, (message) => sign(forger.seed, message))),
    )
    forged.set('checkpoints', formatCheckpoints(notes)).set('checkpoint', utf8(notes.at(-1) ?? ''))
    expect(await findingOf(forged, {})).toEqual({})
    expect(await findingOf(forged, { keys: [CURRENT.vkey] })).toEqual({ index: null, what: 'key-untrusted', file: 'checkpoint' })
  })

  test('the newest checkpoint has to be signed by a trusted key of the log and by every trusted witness', async () => {
    expect(await findingOf(whole, { keys: [CURRENT.vkey] })).toEqual({})
    expect(await findingOf(whole, { keys: [OLD.vkey, CURRENT.vkey] })).toEqual({})
    for (const keys of [[OLD.vkey], [WITNESS.vkey], [CURRENT.vkey, signerOf(4, 'w2.example', 4).vkey], [signerOf(2, 'other.example', 1).vkey]])
      expect(await findingOf(whole, { keys })).toMatchObject({ what: 'key-untrusted' })
    await expect(verdictOf(whole, { keys: ['nonsense'] })).rejects.toThrow(JournalFault)
  })

  test('a signature of a key that is not in the bundle is not passed over', async () => {
    expect(await findingOf(new Map(whole).set('key', formatKeys([OLD.key, CURRENT.key])), {})).toMatchObject({ what: 'signature-unknown' })
    expect(await findingOf(new Map(whole).set('key', formatKeys([WITNESS.key, CURRENT.key])), {})).toMatchObject({ what: 'signature-unknown' })
    expect(await findingOf(new Map(whole).set('key', formatKeys([CURRENT.key, WITNESS.key])), {})).toMatchObject({ what: 'key-wrong' })
  })

  test('checkpoints out of order, of another log, or with a root of their own are found', async () => {
    const notes = parseCheckpoints(fileOf(whole, 'checkpoints'))
    const put = (others: readonly string[]): Files => new Map(whole).set('checkpoints', formatCheckpoints(others)).set('checkpoint', utf8(others.at(-1) ?? ''))
    const [zero = '', one = '', ...rest] = notes
    expect(await findingOf(put([one, zero, ...rest]))).toMatchObject({ what: 'checkpoint-order' })
    expect(await findingOf(put(notes.slice(0, -1)))).toMatchObject({ what: 'manifest-wrong' })
    const resigned = (change: (text: string) => string): string =>
      formatNote(signNote({ text: change(parseNote(one).text), signatures: [] }, OLD.key, (message) => sign(OLD.seed, message)))
    expect(await findingOf(put([zero, one, resigned((text) => text.replace(/\n[^\n]*\n$/, `\n${'A'.repeat(43)}=\n`)), ...rest]))).toMatchObject({
      what: 'checkpoint-order',
    })
    expect(await findingOf(put([zero, resigned((text) => text.replace(ORIGIN, 'other.example')), ...rest]))).toMatchObject({ what: 'checkpoint-wrong' })
    const between = resigned((text) => formatCheckpoint({ ...parseCheckpoint(text), size: 50 }))
    expect(await findingOf(put([zero, one, between, ...rest]))).toEqual({ index: 1, what: 'root-differs', file: 'checkpoints' })
    expect(await findingOf(put([zero, one, ...rest.slice(0, -1), rest.at(-1) ?? '', rest.at(-1) ?? '']))).toEqual({})
  })

  test('a description that is not that of the bundle is found', async () => {
    const changes: readonly (readonly [string, string, string])[] = [
      ['"size":300', '"size":299', 'manifest-wrong'],
      ['dutybook-bundle/1', 'dutybook-bundle/2', 'manifest-wrong'],
      ['{"exported"', '{"more":1,"exported"', 'manifest-wrong'],
      ['2026-03-01T04', '2026-02-30T04', 'manifest-wrong'],
      [ORIGIN, 'log.example.com/other', 'key-wrong'],
      ['8000-000000000001', '8000-000000000002', 'entry-out-of-place'],
    ]
    for (const [from, to, what] of changes) expect(await findingOf(withText(whole, 'bundle.json', (text) => text.replace(from, to)))).toMatchObject({ what })
  })
})

describe('a finding', () => {
  test('is told in Chinese and in English, with its code', async () => {
    const verdict = await verdictOf(withText(whole, 'bundle.json', (text) => text.replace('"size":300', '"size":299')))
    expect(verdict).toEqual({
      ok: false,
      finding: {
        index: null,
        what: 'manifest-wrong',
        file: 'bundle.json',
        zh: '包的说明与内容不符，或无法读取（size 299, checkpoint 300）',
        en: 'the description of the bundle cannot be read, or is not that of what it holds (size 299, checkpoint 300)',
      },
    })
  })

  test('a fault of the disk is none: it is passed on', async () => {
    const read = async (): Promise<Uint8Array> => {
      throw new Error('EIO')
    }
    await expect(verifyBundle(read, crypto)).rejects.toThrow('EIO')
  })

  test('an empty list of contents is no file', () => {
    expect(formatContents([])).toHaveLength(0)
  })
})
