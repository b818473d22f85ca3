import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { Pool } from 'pg'
import type { Text } from '#law/text.ts'
import { JournalFault } from '#journal/fault.ts'
import { publicKeysOf } from '#journal/keyring.ts'
import { noteKey } from '#journal/note.ts'
import type { PublishedCase } from '#law/case/published.ts'
import type { Restatements, Statute } from '#law/statute.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { Party } from '#journal/party.ts'
import { publish, type PublishOptions, type Published } from '#journal/publication.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty } from '#journal/sql.ts'
import { traced } from '#journal/trace.ts'
import { headOf } from '#journal/tree.ts'
import { cosignBy, type Witness } from '#journal/witness-client.ts'
import { openReception, type Reception } from './access/reception.ts'
import { appOf } from './app.ts'
import { openDatabase, type Database } from './database/database.ts'
import { keepErased } from './database/erased-list.ts'
import { keepCheckpoint, keptParties, requireKept } from './database/kept.ts'
import type { TlogOptions } from './http/tlog.ts'
import { Metrics } from './metrics.ts'
import { deliverDue } from './letter/delivery.ts'
import { openMailer, type MailSettings } from './notice/mail.ts'
import { noticeTurns } from './notice/turn.ts'
import { openOffice, type Office } from './office.ts'

export interface ServeOptions {
  /** The data folder. */
  readonly folder: string
  /** The user's own database server; the embedded one otherwise. */
  readonly url?: string | undefined
  readonly host: string
  /** 0 for any that is free. */
  readonly port: number
  readonly entries?: TlogOptions['entries']
  readonly say?: (words: Text) => void
  readonly log?: { readonly write: (line: string) => void }
  /** Milliseconds between two looks at which trees have grown. */
  readonly publishEvery?: number
  /** Who has to have seen a checkpoint before it is published; nobody otherwise. */
  readonly quorum?: Quorum | undefined
  readonly keep?: PublishOptions['keep']
  /** The law; without it the server publishes journals and takes no commands. */
  readonly statute?: Statute
  /** What people read of the law; without it the law is applied and not shown. */
  readonly reading?: { readonly restatements: Restatements; readonly cases: readonly PublishedCase[] }
  /** The address that people open, where a proxy stands before the server. With https, cookies are for https only. */
  readonly publicUrl?: URL | undefined
  readonly clock?: () => number
  /** Milliseconds between two looks at which letters are due. */
  readonly deliverEvery?: number
  /** Whether somebody takes traces: requests are spans of them. */
  readonly traces?: boolean
  /** The folder of the built web application; without it there are no pages. */
  readonly pages?: string | undefined
  /** Letters to other installations, webhooks and an identity provider, over plain HTTP, on this machine and private networks. */
  readonly privateHttp?: boolean
  /** Bytes of the largest file that is taken as evidence; 25 MiB without it. */
  readonly mostFile?: number | undefined
  /** The mail server; without it notices stay in the inbox and go to webhooks. */
  readonly mail?: MailSettings | undefined
  /** Milliseconds between two looks at what people are to be told. */
  readonly noticeEvery?: number
  /** Milliseconds for which notices are kept that were read or sent; a year without it. */
  readonly keepNotices?: number | undefined
}

export interface Quorum {
  readonly witnesses: readonly Witness[]
  readonly atLeast: number
  /** Plain HTTP to this machine and private networks. */
  readonly privateHttp: boolean
}

export interface Serving extends AsyncDisposable {
  readonly address: string
  readonly database: Database
  /** Lets requests and publications under way end, then stops the database. Asked twice, it is done once. */
  stop(): Promise<void>
}

const MINUTE = 60_000 // ms
const LETTERS = 3000 // ms
const NOTICES = 3000 // ms

/** Opens the database, listens, and works on its clocks: publishes each party's checkpoint where its tree has grown, delivers letters, tells people of duties. */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { folder, url, host, port, entries = 'withheld', say = () => undefined, log, publishEvery = MINUTE } = options
  const database = await openDatabase({ folder, url, say: (zh, en) => say({ zh, en }), revive: true })
  const metrics = new Metrics()
  const mailer = options.mail === undefined ? undefined : openMailer(options.mail)
  let app: FastifyInstance
  let office: Office | undefined
  let reception: Reception | undefined
  try {
    // A database that was put back is not served as if nothing had been lost.
    for (const party of keptParties(folder)) await requireKept(folder, database.app, Party.parse(party))
    office =
      options.statute === undefined
        ? undefined
        : openOffice({
            database,
            statute: options.statute,
            catalogue,
            clock: options.clock ?? Date.now,
            keepErased: (party, index) => keepErased(folder, party, index),
          })
    reception = office === undefined ? undefined : await openReception(database.keeper, { publicUrl: options.publicUrl, privateHttp: options.privateHttp })
    const { statute, reading } = options
    const library = statute === undefined || reading === undefined ? undefined : { statute, ...reading, folder }
    app = await appOf({
      pool: database.app,
      traces: options.traces === true,
      entries,
      log,
      metrics,
      office,
      reception,
      library,
      mailer,
      pages: options.pages,
      folder,
      mostFile: options.mostFile,
      publishing: (party) => publishingOf(database, party, options),
    })
    await app.listen({ host, port })
  } catch (error) {
    await database.close()
    throw error
  }
  const address = addressOf(app)
  if (reception?.firstRun !== undefined) {
    const { token } = reception.firstRun
    const page = new URL(`/first-run#${token}`, options.publicUrl ?? address).href
    say({
      zh: `首次使用：在浏览器中打开下面的地址，建立主体和第一位系统管理员。地址里的令牌只能用一次，停止服务即失效。\n  ${page}`,
      en: `First run: open this address in a browser to register the party and its first system administrator. The token in it works once, and ends with this process.\n  ${page}`,
    })
  }
  const publishing = onClock('publishing', publishEvery, async () => {
    try {
      await publishGrown(database, options, metrics, app)
    } catch (error) {
      // The database may be away for a while; the next turn asks again.
      metrics.count('dutybook_checkpoints_failed_total')
      app.log.error({ event: 'not-published', err: error }, '')
    }
  })
  const ending = new AbortController()
  const delivering =
    office === undefined ? undefined : onClock('letters', options.deliverEvery ?? LETTERS, letterTurn(office, options, metrics, app, ending.signal))
  const base = (options.publicUrl ?? new URL(address)).origin
  const turns =
    office === undefined
      ? undefined
      : noticeTurns(office, {
          mailer,
          base,
          privateHttp: options.privateHttp ?? false,
          keep: options.keepNotices,
          metrics,
          log: app.log,
          signal: ending.signal,
        })
  const noticing = turns === undefined ? [] : [turns.look, turns.send].map((turn) => onClock('notices', options.noticeEvery ?? NOTICES, turn))
  let stopped: Promise<void> | undefined
  const stop = (): Promise<void> => (stopped ??= stopAll())
  return { address, database, stop, [Symbol.asyncDispose]: stop }

  async function stopAll(): Promise<void> {
    ending.abort()
    await Promise.all([publishing, ...(delivering === undefined ? [] : [delivering]), ...noticing].map((clock) => clock.stop()))
    await app.close()
    await database.close()
  }
}

/** Of IPv6 in brackets; an address that stands for all of this machine's is shown as one that can be opened. */
function addressOf({ server }: FastifyInstance): string {
  const bound: AddressInfo | string | null = server.address()
  if (bound === null || typeof bound === 'string') return String(bound)
  const host = bound.address === '0.0.0.0' || bound.address === '::' ? 'localhost' : bound.family === 'IPv6' ? `[${bound.address}]` : bound.address
  return `http://${host}:${bound.port}`
}

/** Parties whose tree has grown since its newest checkpoint, an empty tree without any among them. */
const GROWN = `
  select t.party from journal.tree t
   where t.size > coalesce((select max(c.size) from journal.checkpoint c where c.party = t.party), -1)
     and not exists (select from office.party p where p.party = t.party and p.demo = 'busy') order by t.party`

/** Gathers cosignatures over what one party has signed. */
async function cosignOf(pool: Pool, party: Party, { witnesses, atLeast, privateHttp }: Quorum): Promise<NonNullable<PublishOptions['cosign']>> {
  const logs = await inParty(pool, party, async (sql) => {
    const { origin } = await headOf(sql, party)
    return (await publicKeysOf(sql, party)).map((publicKey) => noteKey(sha256, origin, 1, publicKey))
  })
  return cosignBy(witnesses, { logs, witnesses: witnesses.map(({ key }) => key), quorum: atLeast }, { privateHttp })
}

/** Publishes one party's head, seen by whoever has to see it. */
async function publishOne(database: Database, party: Party, options: ServeOptions): ReturnType<typeof publish> {
  const { clock = Date.now } = options
  return publish(database.app, database.secrets.master, party, { now: clock(), ...(await publishingOf(database, party, options)) })
}

/** Who has to have seen a party's head, and where it is kept. */
async function publishingOf({ app: pool }: Database, party: Party, { folder, quorum, keep }: ServeOptions): Promise<Omit<PublishOptions, 'now'>> {
  const cosign = quorum === undefined ? {} : { cosign: await cosignOf(pool, party, quorum) }
  const kept = async (published: Published): Promise<void> => {
    keepCheckpoint(folder, party, published)
    await keep?.(published)
  }
  return { ...cosign, keep: kept }
}

/** One look at the letters that are due. It does not throw: the database may be away for a while, and the next turn asks again. */
function letterTurn(office: Office, options: ServeOptions, metrics: Metrics, app: FastifyInstance, signal: AbortSignal): () => Promise<void> {
  const fault = (party: Party | undefined, error: unknown): void => {
    metrics.count('dutybook_letters_faults_total')
    app.log.error({ event: 'letters-not-delivered', ...(party === undefined ? {} : { party }), err: error }, '')
  }
  const publishing = (party: Party): Promise<unknown> => publishOne(office.database, party, options)
  return async () => {
    try {
      const { delivered, failed } = await deliverDue(office, { publish: publishing, privateHttp: options.privateHttp ?? false, signal, fault })
      for (let each = 0; each < delivered; each++) metrics.count('dutybook_letters_delivered_total')
      for (let each = 0; each < failed; each++) metrics.count('dutybook_letters_failed_total')
    } catch (error) {
      fault(undefined, error)
    }
  }
}

async function publishGrown(database: Database, options: ServeOptions, metrics: Metrics, app: FastifyInstance): Promise<void> {
  const { rows } = await database.keeper.query<{ party: Party }>(GROWN)
  for (const { party } of rows) {
    try {
      // One after the other: a clock that publishes is in no hurry, and leaves the connections to requests.
      const { size } = await publishOne(database, party, options)
      metrics.count('dutybook_checkpoints_published_total')
      app.log.info({ event: 'published', party, size })
    } catch (error) {
      // One party's trouble keeps no other from publishing; the next turn tries again.
      metrics.count('dutybook_checkpoints_failed_total')
      // Our own faults name witnesses and sizes; the words of anything else stay out of the log.
      const { fault, message: why } = error instanceof JournalFault ? error : { fault: undefined, message: undefined }
      app.log.error({ event: 'not-published', party, fault, why, err: error }, '')
    }
  }
}

/** Runs work that does not throw at once and then on a clock, never twice at a time. `stop` waits for the turn under way. */
function onClock(name: string, every: number, work: () => Promise<void>): { readonly stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let stopping = false
  let turn = goOn()

  async function goOn(): Promise<void> {
    await traced(name, {}, work)
    if (stopping) return
    timer = setTimeout(() => {
      turn = goOn()
    }, every)
  }

  return {
    stop: async () => {
      stopping = true
      clearTimeout(timer)
      await turn
    },
  }
}
