import { randomUUID } from 'node:crypto'
import { toHex } from '#journal/bytes.ts'
import { faultOfKind, faultOfName } from '#journal/entry.ts'
import { OWN_KINDS } from '#journal/erased.ts'
import { JournalFault } from '#journal/fault.ts'
import { canonicalJson, parseJson, type Json } from '#journal/json.ts'
import { publish } from '#journal/publication.ts'
import type { Appended, Draft, Receipt } from '#journal/recorder.ts'
import { inParty } from '#journal/sql.ts'
import { readEntry } from '#journal/stream.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { ACCESS } from '#server/access/record.ts'
import { unreachableOf } from '#server/database/unreachable.ts'
import { LETTERS } from '#server/letter/entry.ts'
import { readParty } from '#server/party.ts'
import { procedureOf } from '#server/record.ts'
import { instantOf } from '#law/instant.ts'
import { linesOf, type Line } from '../lines.ts'
import { Unusable } from '../unusable.ts'
import { uuidOf } from '../uuid.ts'
import { inWords, type Place } from './place.ts'

/** The kind of an entry whose line names none. */
const UNNAMED = 'entry.recorded'

/** Entries that are on their way at once: enough to share every flush of the disk, few enough to keep memory small. */
const UNDER_WAY = 1024

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/**
 * Records each line of a file, or of standard input for `-`, and tells of each once it is on disk. Stops at the first line that is no entry, and when
 * the database is lost; what was told of before stays.
 */
export async function appendLines(place: Place, file: string, stream: string, tell: (receipt: string) => void): Promise<void> {
  const fault = faultOfName(stream)
  if (fault !== undefined) throw new Unusable(`流的名称不能用：${fault}`, `this cannot be the name of a stream: ${fault}`)
  await keepToForeign(place, stream)
  const told: Promise<void>[] = []
  let last = Promise.resolve()
  try {
    for await (const line of linesOf(file)) {
      const appended = recorded(place, draftOf(line, file, stream))
      // In the order of the lines, each as soon as it is on disk.
      last = Promise.all([appended, last]).then(([receipt]) => tell(receiptLine(receipt, line.number, file)))
      // It is awaited below. Whoever waits for a receipt before the next line would wait for ever: their pipe is closed.
      last.catch(() => void (file === '-' && process.stdin.destroy()))
      told.push(last)
      if (told.length > UNDER_WAY) await told.shift()
    }
  } finally {
    await last.catch((error: unknown) => {
      throw brokenOff(error, place.database.where)
    })
    await publish(place.database.app, place.database.secrets.master, place.party, { now: Date.now(), keep: place.keep })
  }
}

/** What a registered party does is recorded by its procedures, and what the journal does by the journal: neither is written by hand beside them. */
async function keepToForeign({ database, party }: Place, stream: string): Promise<void> {
  const own = stream.startsWith(OWN_KINDS) || stream === ACCESS || stream === LETTERS || catalogue.some(({ id }) => id === procedureOf(stream))
  if (!own) return
  const registered = stream.startsWith(OWN_KINDS) || (await inParty(database.app, party, (sql) => readParty(sql, party), { readOnly: true })) !== undefined
  if (registered)
    throw new Unusable(
      `流 ${stream} 由系统自己写入。办理事项请用 dutybook act，其他记录请换一个流名称。`,
      `the stream ${stream} is written by the system itself. Act with dutybook act, or give other records a stream of their own.`,
    )
}

/** What broke the appending off. Lines that were on their way when the database was lost may be recorded or not. */
function brokenOff(error: unknown, where: string): unknown {
  const lost = unreachableOf(where, error)
  if (lost === undefined) return inWords(error, where)
  return new Unusable(
    `${lost.words.zh}\n没有回执的行可能已记录，也可能没有：请原样重发。带有 id 的行只会记录一次。`,
    `${lost.words.en}\nLines without a receipt may be recorded or not: send them again as they were. A line that has an id is recorded once.`,
  )
}

/** A line sent again takes the instant that was given to it the first time, where it names none itself: it says the same then as before. */
async function recorded({ recorder, party, database }: Place, { draft, dated }: Drafted): Promise<Appended> {
  const appended = await recorder.append(party, { drafts: [draft] })
  if (appended.kind !== 'id-taken' || dated) return appended
  const { app, secrets } = database
  const before = await inParty(app, party, (sql) => readEntry(sql, secrets.master, party, appended.index), { readOnly: true })
  return before === undefined ? appended : recorder.append(party, { drafts: [{ ...draft, occurred: before.entry.occurred }] })
}

function receiptLine(appended: Appended, line: number, file: string): string {
  if (appended.kind === 'id-taken')
    throw new Unusable(
      `${file} 第 ${line} 行：id ${appended.id} 已用于第 ${appended.index} 条，内容不同。同一件事重发时内容须相同；不同的事请用新的 id。`,
      `${file}:${line}: the id ${appended.id} is that of entry ${appended.index}, which says something else. Sent again, an entry is the same; another entry takes a new id.`,
    )
  const receipt = appended.kind === 'appended' ? appended.receipts[0] : undefined
  if (receipt === undefined) throw new Error(`an append without an expectation met ${appended.kind}`)
  return JSON.stringify(receiptJson(receipt))
}

/** Hashes in lower-case hexadecimal. */
export function receiptJson({ index, leafHash, treeSize, rootHash }: Receipt): Readonly<Record<string, string | number>> {
  return { index, leafHash: toHex(leafHash), treeSize, rootHash: toHex(rootHash) }
}

interface Drafted {
  readonly draft: Draft
  /** The line says itself when it happened. */
  readonly dated: boolean
}

/** A line as an entry: what names, dates and places it is read from it; all of it, in canonical form, is what the entry says. */
function draftOf({ number, text }: Line, file: string, stream: string): Drafted {
  const value = objectOf(text.replace(/^\uFEFF/, ''), file, number)
  const member = (name: string): string | undefined => memberOf(value, name, file, number)
  const kind = member('kind') ?? UNNAMED
  const subject = member('subject') ?? null
  const id = member('id')
  const kindFault = faultOfKind(kind)
  if (kindFault !== undefined) throw wrong(file, number, `kind 不能用：${kindFault}`, `the kind cannot be used: ${kindFault}`)
  if (kind.startsWith(OWN_KINDS))
    throw wrong(
      file,
      number,
      `kind 不能用：以 ${OWN_KINDS} 开头的种类只由日志自己写入，如 dutybook journal erase`,
      `the kind cannot be used: the journal alone writes kinds that begin with ${OWN_KINDS}, as dutybook journal erase does`,
    )
  const subjectFault = subject === null ? undefined : faultOfName(subject)
  if (subjectFault !== undefined) throw wrong(file, number, `subject 不能用：${subjectFault}`, `the subject cannot be used: ${subjectFault}`)
  const occurred = member('occurred')
  const draft = {
    id: id === undefined ? randomUUID() : UUID.test(id) ? id.toLowerCase() : uuidOf(`entry ${stream} ${id}`), // any name will do to be recorded once
    stream,
    kind,
    subject,
    occurred: occurredOf(occurred, file, number),
    payload: new TextEncoder().encode(canonicalJson(value)),
  }
  return { draft, dated: occurred !== undefined }
}

function objectOf(text: string, file: string, line: number): { readonly [name: string]: Json } {
  let value: Json
  try {
    value = parseJson(text)
  } catch (error) {
    if (!(error instanceof JournalFault)) throw error
    throw wrong(file, line, `不能作为记录：${error.message}`, `no entry can be made of it: ${error.message}`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return Object.fromEntries(Object.entries(value))
  throw wrong(file, line, '每行应当是一个 JSON 对象', 'each line is one JSON object')
}

function memberOf(value: { readonly [name: string]: Json }, name: string, file: string, line: number): string | undefined {
  const found = Object.hasOwn(value, name) ? value[name] : undefined
  if (found === undefined || found === null) return undefined
  if (typeof found === 'string') return found
  throw wrong(file, line, `${name} 应当是文字`, `${name} is a text`)
}

function occurredOf(text: string | undefined, file: string, line: number): number {
  if (text === undefined) return Date.now()
  const at = instantOf(text)
  if (at === undefined)
    throw wrong(file, line, `occurred 应当带时区，如 2025-11-18T09:12:00+08:00`, `occurred is an instant with an offset, such as 2025-11-18T09:12:00+08:00`)
  return at
}

function wrong(file: string, line: number, zh: string, en: string): Unusable {
  const name = file === '-' ? 'stdin' : file
  return new Unusable(
    `${name} 第 ${line} 行：${zh}。此行及其后未记录，之前的已记录。`,
    `${name}:${line}: ${en}. This line and those behind it were not recorded; those before it were.`,
  )
}
