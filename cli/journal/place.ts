import { randomUUID } from 'node:crypto'
import { Party } from '#journal/party.ts'
import { Recorder } from '#journal/recorder.ts'
import { inParty } from '#journal/sql.ts'
import { plantTree } from '#journal/tree.ts'
import { partiesOf } from '#journal/verification.ts'
import { openDatabase, type Database } from '#server/database/database.ts'
import { keepCheckpoint, requireKept } from '#server/database/kept.ts'
import { troubleOf } from '#server/database/postgres-trouble.ts'
import { unreachableOf } from '#server/database/unreachable.ts'
import { dataFolder } from '../imported.ts'
import { warn } from '../option.ts'
import { Unusable } from '../unusable.ts'

/** Where a command's journal is. */
export interface PlaceFlags {
  readonly data?: string
  readonly party?: string
  readonly lang?: string
}

/** An open database and the party that the command is about. */
export interface Place extends AsyncDisposable {
  readonly folder: string
  readonly database: Database
  readonly party: Party
  readonly recorder: Recorder
  /** Keeps a published checkpoint outside the database. */
  readonly keep: (published: { readonly size: number; readonly note: string }) => void
}

export interface PlaceOptions {
  /** Makes a journal where there is none. */
  readonly plant?: boolean
  /** Goes on although the database lacks what the kept checkpoint names. */
  readonly despiteLoss?: boolean
}

/** Opens a data folder, or the database of `$DATABASE_URL`, and finds the party: the one that is named, or the only one. */
export async function openPlace(flags: PlaceFlags, { plant = false, despiteLoss = false }: PlaceOptions = {}): Promise<Place> {
  const folder = dataFolder(flags.data)
  const database = await openFolder(flags)
  try {
    const party = await partyOf(database, flags.party, plant)
    if (!despiteLoss) await requireKept(folder, database.app, party)
    return {
      folder,
      database,
      party,
      recorder: new Recorder({ pool: database.app, master: database.secrets.master, clock: Date.now }),
      keep: (published) => keepCheckpoint(folder, party, published),
      [Symbol.asyncDispose]: () => database.close(),
    }
  } catch (error) {
    await database.close()
    throw inWords(error, database.where)
  }
}

export async function openFolder(flags: PlaceFlags): Promise<Database> {
  const { DATABASE_URL } = process.env
  try {
    return await openDatabase({
      folder: dataFolder(flags.data),
      ...(DATABASE_URL === undefined || DATABASE_URL === '' ? {} : { url: DATABASE_URL }),
      say: warn(flags.lang),
    })
  } catch (error) {
    throw inWords(error, dataFolder(flags.data))
  }
}

/** What stands between a person and the database is theirs to mend: a full disk, a server that went away. `where` is shown. */
export function inWords(error: unknown, where: string): unknown {
  if (error instanceof Unusable) return error
  const trouble = troubleOf(where, error) ?? unreachableOf(where, error)
  return trouble === undefined ? error : new Unusable(trouble.words.zh, trouble.words.en)
}

type Known = Awaited<ReturnType<typeof partiesOf>>

/** The party that a person names by its id or its origin. Refuses one that has no journal here. */
export function partyNamed(parties: Known, asked: string): Known[number] {
  const named = parties.find(({ party, origin }) => party === asked.toLowerCase() || origin === asked)
  if (named !== undefined) return named
  throw new Unusable(
    `没有主体 ${asked} 的日志。现有：${parties.map(({ party }) => party).join('、') || '无'}`,
    `there is no journal of party ${asked}. There are: ${parties.map(({ party }) => party).join(', ') || 'none'}`,
  )
}

async function partyOf({ app, keeper, secrets }: Database, asked: string | undefined, plant: boolean): Promise<Party> {
  const parties = await partiesOf(keeper)
  if (asked !== undefined) return partyNamed(parties, asked).party
  const [only, ...others] = parties
  if (only !== undefined && others.length === 0) return only.party
  if (only !== undefined)
    throw new Unusable(
      `这里有 ${parties.length} 个主体的日志，请用 --party 指明：\n${parties.map(({ party, origin }) => `  ${party}  ${origin}`).join('\n')}`,
      `there are journals of ${parties.length} parties here; name one with --party:\n${parties.map(({ party, origin }) => `  ${party}  ${origin}`).join('\n')}`,
    )
  if (!plant) throw new Unusable('这里还没有日志。先用 dutybook journal append 写入。', 'there is no journal here yet. Write one with dutybook journal append.')
  return plantOne({ app, keeper, secrets })
}

/** Any fixed number: of processes that come first at once, one makes the journal and the others write in it. */
const LOCK = 7_205_759_405

async function plantOne({ app, keeper, secrets }: Pick<Database, 'app' | 'keeper' | 'secrets'>): Promise<Party> {
  const client = await keeper.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const [made] = await partiesOf(keeper)
    if (made !== undefined) return made.party
    const party = Party.parse(randomUUID())
    await inParty(app, party, (sql) => plantTree(sql, secrets.master, party, { origin: `dutybook.local/${party}`, now: Date.now() }))
    return party
  } finally {
    client.release(true) // the lock goes with the connection
  }
}
