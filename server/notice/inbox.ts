import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { Text } from '#law/text.ts'
import { momentOf } from '#procedures/moment.ts'
import { instant } from '#law/instant.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { namesOf } from '../matter/name.ts'
import type { Inbox, InboxMessage } from '../contract/notice.ts'
import { shownDuty, ToldRow } from './parcel.ts'

/** Something for people to read. It says nothing of a matter's content: whoever may read the matter follows the link. */
export interface Telling {
  /** Such as `letter`, `work-done`: what the page chooses its sign by. */
  readonly kind: string
  readonly title: Text
  /** A path of the web pages, or nothing to go to. */
  readonly link: string | null
  /** In milliseconds. */
  readonly at: number
}

/** Puts a message into each person's inbox, in the transaction of whatever it is about: it is there once, or not at all. */
export async function tellPeople(sql: Sql, party: Party, people: readonly string[], telling: Telling): Promise<void> {
  await putMessages(
    sql,
    party,
    people.map((person) => ({ person, message: randomUUID() })),
    telling,
  )
}

/** The same, under ids of the caller's. */
export async function putMessages(
  sql: Sql,
  party: Party,
  to: readonly { readonly person: string; readonly message: string }[],
  { kind, title, link, at }: Telling,
): Promise<void> {
  await sql.query({
    name: 'tell-people',
    text: `insert into office.message (party, message, person, kind, title, link, at)
           select $1, m.message, m.person, $4, $5, $6, $7 from unnest($2::uuid[], $3::uuid[]) as m (message, person)`,
    values: [party, to.map(({ message }) => message), to.map(({ person }) => person), kind, JSON.stringify(title), link, at],
  })
}

/** A page of the inbox. */
const MOST_SHOWN = 100

const MessageRow = z.object({
  message: z.string(),
  kind: z.string(),
  title: Text,
  link: z.string().nullable(),
  at: z.number(),
  read: z.number().nullable(),
  duties: z.array(ToldRow),
})

/** The newest messages first, those before `before` in milliseconds, and how many are unread in all. */
export async function readInbox(
  sql: Sql,
  party: Party,
  person: string,
  { catalogue, unread, before }: { readonly catalogue: readonly CataloguedProcedure[]; readonly unread: boolean; readonly before: number | undefined },
): Promise<Inbox> {
  const { rows } = await sql.query({
    name: 'inbox',
    text: `select m.message, m.kind, m.title, m.link, m.at, m.read,
                  (select coalesce(jsonb_agg(n.about || jsonb_build_object('norm', n.norm, 'subject', n.subject, 'ref', n.ref, 'opened', n.opened, 'due', n.due, 'stage', n.stage)
                            order by n.due, n.norm, n.subject), '[]') from office.notice n where n.party = $1 and n.carrier = m.message) as duties
             from office.message m
            where m.party = $1 and m.person = $2 and (not $3 or m.read is null) and m.at < coalesce($4, 9007199254740991)
            order by m.at desc, m.message limit $5`,
    values: [party, person, unread, before ?? null, MOST_SHOWN],
  })
  const messages = rows.map((row) => MessageRow.parse(row))
  const names = await namesOf(sql, party, catalogue, new Set(messages.flatMap(({ duties }) => duties.map(({ subject }) => subject))))
  return { messages: messages.map((message) => shownMessage(message, names)), unread: await unreadOf(sql, party, person) }
}

async function unreadOf(sql: Sql, party: Party, person: string): Promise<number> {
  const { rows } = await sql.query<{ unread: number }>({
    name: 'unread',
    text: 'select count(*) as unread from office.message where party = $1 and person = $2 and read is null',
    values: [party, person],
  })
  return rows[0]?.unread ?? 0
}

/** Marks a person's own messages: those that are named, or all up to an instant. Gives how many are unread then. */
export async function markRead(
  sql: Sql,
  party: Party,
  person: string,
  which: { readonly messages: readonly string[] } | { readonly upTo: number },
  now: number,
): Promise<number> {
  const [messages, upTo] = 'messages' in which ? [which.messages, null] : [null, which.upTo]
  await sql.query({
    text: `update office.message set read = $3 where party = $1 and person = $2 and read is null and (message = any ($4::uuid[]) or at <= $5)`,
    values: [party, person, now, messages, upTo],
  })
  return unreadOf(sql, party, person)
}

function shownMessage({ at, read, duties, ...message }: z.infer<typeof MessageRow>, names: ReadonlyMap<string, Text>): InboxMessage {
  return {
    ...message,
    at: momentOf(instant(at)),
    read: read === null ? null : momentOf(instant(read)),
    duties: duties.map((duty) => ({ ...shownDuty(duty), subjectName: names.get(duty.subject) ?? null })),
  }
}
