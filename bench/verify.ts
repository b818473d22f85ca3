import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { writeBundle } from '#journal/bundle-writer.ts'
import { copyRows } from '#journal/copy.ts'
import type { Party } from '#journal/party.ts'
import { verifyStored } from '#journal/verification.ts'
import type { Database } from '#server/database/database.ts'
import { cpuOf, loaded, temporaryFolder, type Installation } from './installation.ts'
import type { Race } from './measure.ts'

const NAME = 'prove'
/** Entries of the bundle. */
const BUNDLED = 100_000

/** Every stored byte read and computed again, beside reading the same rows and no more; and a bundle for an auditor, beside hashing its files once. */
export async function* verifyRaces(installed: Installation, party: Party, entries: number): AsyncIterable<Race> {
  const { database, server } = installed
  const reading = 'the same rows read and not checked'
  yield {
    bench: NAME,
    case: `verify ${entries} stored entries`,
    ours: () => () => stored(database, party, entries),
    peerName: reading,
    peer: () => () => rows(database, party, entries),
    as: 'rate by the clock',
    // A million in half a minute.
    budget: { ours: 33_334 },
  }
  const fewer = Math.min(BUNDLED, entries)
  const small = fewer === entries ? party : await loaded(installed, fewer)
  const counted = (work: () => Promise<number>) => () => async () => {
    const ms = await cpuOf(server, async () => void (await work()))
    return { operations: fewer, ms }
  }
  yield {
    bench: NAME,
    case: `verify ${fewer} stored entries, node and server`,
    ours: counted(() => stored(database, small, fewer)),
    peerName: reading,
    peer: counted(() => rows(database, small, fewer)),
    as: 'rate',
  }
  using folder = temporaryFolder()
  await exported(database, small, folder.path)
  yield {
    bench: NAME,
    case: `verify.cjs on a bundle of ${fewer} entries, a process of its own`,
    ours: () => async () => {
      // It answers with status 0 only when all of it is whole.
      await promisify(execFile)(process.execPath, [join(folder.path, 'verify.cjs'), '--json'])
      return fewer
    },
    peerName: 'its files read and hashed once, createHash',
    peer: () => () => {
      const names = readdirSync(folder.path, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
      for (const { parentPath, name } of names)
        createHash('sha256')
          .update(readFileSync(join(parentPath, name)))
          .digest()
      return fewer
    },
    as: 'rate by the clock',
  }
}

async function stored({ keeper, secrets }: Database, party: Party, entries: number): Promise<number> {
  const verified = await verifyStored(keeper, secrets.master, party)
  if ('what' in verified || verified.payloads !== entries) throw new Error(`the journal is not whole: ${JSON.stringify(verified)}`)
  return entries
}

async function rows({ keeper }: Database, party: Party, entries: number): Promise<number> {
  const client = await keeper.connect()
  try {
    let read = 0
    const query = `select e.*, p.generation, p.sealed from journal.entry e left join journal.payload p on p.party = e.party and p.index = e.index
      where e.party = '${party}' order by e.index`
    for await (const fields of copyRows(client, query)) read += fields.length > 0 ? 1 : 0
    if (read !== entries) throw new Error(`${read} of ${entries} rows were read`)
    return read
  } finally {
    client.release()
  }
}

/** As the product exports it, with the verifier that the build made. */
async function exported({ app, secrets }: Database, party: Party, folder: string): Promise<void> {
  await writeBundle(app, secrets.master, party, { now: Date.now() }, async ({ path, bytes }) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  })
  const verifier = fileURLToPath(new URL('../journal/verify.cjs', import.meta.url))
  writeFileSync(join(folder, 'verify.cjs'), readFileSync(verifier))
}
