import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Draft } from '#journal/recorder.ts'
import type { Recorded } from '#journal/stream.ts'
import { instant } from '#law/instant.ts'
import type { Actor } from '#procedures/access.ts'
import { join, part } from '#procedures/erasure.ts'
import { StoredEvent } from '#procedures/event.ts'
import type { CataloguedProcedure, StoredEntry } from '#procedures/matter.ts'
import { momentOf } from '#procedures/moment.ts'

/** The kind of the entry that holds what an event says of persons. It can be erased and the event stays. */
export const PERSONAL = 'personal.recorded'

const Personal = z.object({ of: z.string(), detail: z.record(z.string(), z.unknown()) })

/** What may be the id of a matter. */
export const MatterId = z.string().regex(/^[\p{L}\p{N}][\p{L}\p{N}._:-]{0,119}$/u)

/** The stream of a matter. Neither part holds a slash. */
export function streamOf(procedure: string, subject: string): string {
  return `${procedure}/${subject}`
}

/** Of which procedure a stream is; `undefined` for streams that are not matters. */
export function procedureOf(stream: string): string | undefined {
  const end = stream.indexOf('/')
  return end < 0 ? undefined : stream.slice(0, end)
}

export function subjectOf(stream: string): string {
  return stream.slice(stream.indexOf('/') + 1)
}

const encoder = new TextEncoder()
const decoder = new TextDecoder()
const bytesOf = (value: unknown): Uint8Array => encoder.encode(JSON.stringify(value))
const valueOf = (bytes: Uint8Array): unknown => JSON.parse(decoder.decode(bytes))

/** What a decision came to, as entries: each event without its personal details, and those in an entry of their own behind it. */
export function draftsOf(procedure: CataloguedProcedure, stream: string, events: readonly StoredEvent[], by: Actor): readonly Draft[] {
  return events.flatMap((event): readonly Draft[] => {
    const form = procedure.events.find(({ kind }) => kind === event.kind)
    const { kept, personal } = part(event, form?.details ?? [])
    const own: Draft = {
      id: randomUUID(),
      stream,
      kind: event.kind,
      subject: event.subject,
      occurred: Date.parse(event.occurred),
      payload: bytesOf({ ...event, detail: kept.detail, by }),
    }
    if (Object.keys(personal).length === 0) return [own]
    return [own, { ...own, id: randomUUID(), kind: PERSONAL, payload: bytesOf({ of: own.id, detail: personal }) }]
  })
}

/** An event with null for each personal detail. */
export function withoutPersons(procedure: CataloguedProcedure, event: StoredEvent): StoredEvent {
  const form = procedure.events.find(({ kind }) => kind === event.kind)
  return { ...event, detail: part(event, form?.details ?? []).kept.detail }
}

/** What an entry of the kind `PERSONAL` says of persons. */
export function personalOf(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  return Personal.parse(valueOf(bytes)).detail
}

/** As much of an entry as its reading needs: what the journal gives back, or what a draft is about to become. */
interface Kept {
  readonly entry: Pick<Recorded['entry'], 'id' | 'index' | 'kind' | 'occurred' | 'recorded'>
  readonly content: Pick<NonNullable<Recorded['content']>, 'bytes'> | undefined
}

/** Drafts as the entries that they become: the first at `index`, all of them recorded at one instant. */
export function entriesOfDrafts(drafts: readonly Draft[], index: number, recorded: number): readonly StoredEntry[] {
  return entriesOf(
    drafts.map(({ id, kind, occurred, payload }, at) => ({ entry: { id, index: index + at, kind, occurred, recorded }, content: { bytes: payload } })),
  )
}

/** A matter's entries as its procedure takes them: personal details joined again where they have not been erased. */
export function entriesOf(recorded: readonly Kept[]): readonly StoredEntry[] {
  const personal = new Map<string, Readonly<Record<string, unknown>>>()
  for (const { entry, content } of recorded) {
    if (entry.kind !== PERSONAL || content === undefined) continue
    const { of, detail } = Personal.parse(valueOf(content.bytes))
    personal.set(of, detail)
  }
  return recorded.flatMap(({ entry, content }) => {
    if (entry.kind === PERSONAL || content === undefined) return []
    const event = StoredEvent.parse(valueOf(content.bytes))
    return [{ ref: String(entry.index), recorded: momentOf(instant(entry.recorded)), event: join({ kept: event, personal: personal.get(entry.id) ?? {} }) }]
  })
}
