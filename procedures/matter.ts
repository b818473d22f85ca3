import { z } from 'zod'
import type { Text } from '#law/text.ts'
import { mayGive, PERSON_ROLE_WORDS, type PersonRole } from './access.ts'
import { commandForm, type CommandForm, type CommandLike } from './command.ts'
import type { Context, Standing } from './context.ts'
import { correct, Correction, CorrectionEvent, CORRECTIONS } from './correction.ts'
import type { Document, DocumentForm, Drawing } from './document.ts'
import type { Settlement } from './duty.ts'
import { lifted, versionOf, type Draft, type Entry, type EventLike, type StoredEvent } from './event.ts'
import { part } from './erasure.ts'
import { fieldsOf, type FieldForm } from './field.ts'
import { CORRECTION_NOTED, standingEntries, WITHDRAWN } from './history.ts'
import type { Letter, LetterKind } from './letter.ts'
import { Moment } from './moment.ts'
import { PARTY_KIND_WORDS, type PartyKind } from './party.ts'
import { illegibleIn } from './legible.ts'
import type { Procedure } from './procedure.ts'
import { frameRefusals, refuser, type Refusal, type RefusalTable, type Refused } from './refusal.ts'
import type { Step } from './step.ts'
import type { Row, ViewForm } from './view.ts'

const Typed = z.object({ type: z.string() })

/** A kind of event as plain data. */
interface EventForm {
  readonly kind: string
  readonly title: Text
  /** As in the law's vocabulary; null for a register that the law does not know. */
  readonly of: string
  readonly version: number
  readonly facts: readonly FieldForm[]
  readonly details: readonly FieldForm[]
}

/** An entry as the journal gives it back: personal details joined again, if they have not been erased. */
export interface StoredEntry {
  readonly ref: string
  readonly recorded: string
  readonly event: StoredEvent
}

type Answer = { readonly kind: 'accepted'; readonly events: readonly StoredEvent[] } | Refused

/** A matter as it stands, with everything that can be asked of it. */
export interface Matter {
  /** False where nothing has been recorded yet. */
  readonly begun: boolean
  /** Reads a command, asks the access table, decides. What is accepted is what the journal stores. */
  readonly decide: (raw: unknown, context: Context) => Answer
  readonly rows: (view: string, subject: string) => readonly Row[]
  readonly steps: (standing: Standing) => readonly Step[]
  /** `undefined` where there is no such document, or nothing to draw yet. */
  readonly document: (id: string, drawing: Drawing) => Document | undefined
  /** The letters that one entry sends. Asked again, they are the same. */
  readonly letters: (ref: string, drawing: Drawing) => readonly Letter[]
  /** Entries that count: corrections in the place of what they correct. What is sealed is blank. */
  readonly entries: readonly Entry<EventLike>[]
}

/** A procedure with its types closed over: what the catalogue holds and everything outside sees. */
export interface CataloguedProcedure {
  readonly id: string
  readonly title: Text
  readonly about: Text
  readonly of: Procedure<unknown, CommandLike, EventLike>['of']
  readonly parties: readonly PartyKind[]
  /** Its own commands, then `correct` and `withdraw`. */
  readonly commands: readonly CommandForm[]
  readonly events: readonly EventForm[]
  readonly access: Readonly<Record<string, readonly PersonRole[]>>
  /** Its own refusals and the frame's, by code. */
  readonly refusals: RefusalTable
  readonly views: readonly ViewForm[]
  readonly documents: readonly DocumentForm[]
  readonly letters: readonly LetterKind[]
  readonly serves: readonly string[]
  readonly settles: readonly Settlement[]
  /** Kinds of events of which the person at the portal is told. */
  readonly tells: readonly string[]
  /** For the API's description. */
  readonly schema: { readonly command: z.ZodType; readonly event: z.ZodType }
  /** Throws a fault for an entry that the present schemas cannot read. */
  readonly open: (entries: readonly StoredEntry[]) => Matter
  /** What a letter that arrives asks of which matter; `undefined` if this procedure does not take that kind. */
  readonly receive: (letter: Letter) => { readonly subject: string; readonly command: unknown } | undefined
}

const refuse = refuser(frameRefusals)
const About = z.object({ of: z.string(), zh: z.string(), en: z.string() })

function objectsIn(options: readonly unknown[]): readonly z.ZodObject[] {
  return options.filter((option) => option instanceof z.ZodObject)
}

function eventForm(schema: z.ZodObject, lifts: Procedure<unknown, CommandLike, EventLike>['lifts']): EventForm {
  const { kind, facts, detail } = schema.shape
  const { of, zh, en } = About.parse(schema.meta()?.['about'])
  if (!(kind instanceof z.ZodLiteral) || typeof kind.value !== 'string' || !(facts instanceof z.ZodObject) || !(detail instanceof z.ZodObject))
    throw new TypeError('an event is made by `event`')
  return { kind: kind.value, title: { zh, en }, of, version: versionOf(lifts, kind.value), facts: fieldsOf(facts), details: fieldsOf(detail) }
}

const CHINESE = z.locales.zhCN().localeError

/** What is wrong with which field. A message of a schema of ours stands as it is; the library's own are in the reader's language. */
function problemsOf({ issues }: z.ZodError): readonly Text[] {
  return issues.map((issue) => {
    const where = issue.path.map(String).join('.')
    const chinese = CHINESE({ ...issue, input: undefined })
    const zh = issue.code === 'custom' || chinese === null || chinese === undefined ? issue.message : typeof chinese === 'string' ? chinese : chinese.message
    return where === '' ? { zh, en: issue.message } : { zh: `${where}：${zh}`, en: `${where}: ${issue.message}` }
  })
}

function illegibleWords(path: readonly string[]): Text {
  const where = path.join('.')
  return { zh: `${where}：含有无法显示的字符，或者嵌套过深`, en: `${where}: characters that cannot be read, or nested too deep` }
}

const unusable = (error: z.ZodError): Refused => refuse('frame.unusable', { problems: problemsOf(error) })

/** Closes a procedure over its types. */
export function catalogued<S, C extends CommandLike, E extends EventLike>(of: Procedure<S, C, E>): CataloguedProcedure {
  const commands = [...objectsIn(of.command.options), ...Correction.options].map((schema) => {
    const form = commandForm(schema)
    if (form === undefined) throw new TypeError(`${of.id}: a command is made by \`command\``)
    return form
  })
  const events = objectsIn([...of.event.options, ...CorrectionEvent.options]).map((schema) => eventForm(schema, of.lifts))
  const access: Readonly<Record<string, readonly PersonRole[]>> = of.access

  const frameKinds: readonly string[] = [WITHDRAWN, CORRECTION_NOTED]
  /** An entry by the present schemas, and by the procedure's own where it is one of its events. */
  type Reading = { readonly own: Entry<E> | undefined; readonly entry: Entry<EventLike> }

  function stored(event: EventLike): StoredEvent {
    return { version: versionOf(of.lifts, event.kind), ...event }
  }

  /** Gives a draft its subject: as the law counts it, the party has none. */
  function complete(draft: Draft<E>, context: Context): EventLike {
    const about = events.find(({ kind }) => kind === draft.kind)?.of
    const subject = about === 'party' ? null : about === of.of ? context.subject : undefined
    const own = draft.subject ?? subject
    if (own === undefined) throw new TypeError(`${of.id}: ${draft.kind} is about a ${about ?? 'thing unknown'}; name it as \`subject\``)
    return of.event.parse({ ...draft, subject: own, corrects: draft.corrects ?? null })
  }

  /** What is stored is never changed, so that an entry which was read once need not be read again when others come behind it. */
  const known = new WeakMap<StoredEntry, Reading>()

  function read(stored: StoredEntry): Reading {
    const before = known.get(stored)
    if (before !== undefined) return before
    const { ref, recorded: when } = stored
    const { version: _, ...event } = lifted(of.lifts, stored.event)
    const recorded = Moment.parse(when)
    const reading: Reading = frameKinds.includes(event.kind)
      ? { own: undefined, entry: { ref, recorded, event: CorrectionEvent.parse(event) } }
      : ((own) => ({ own, entry: own }))({ ref, recorded, event: of.event.parse(event) })
    known.set(stored, reading)
    return reading
  }

  function open(past: readonly StoredEntry[]): Matter {
    const own = new Map<string, Entry<E>>()
    const entries = past.map((stored): Entry<EventLike> => {
      const reading = read(stored)
      if (reading.own !== undefined) own.set(stored.ref, reading.own)
      return reading.entry
    })
    const standing = standingEntries(entries).flatMap(({ ref }) => own.get(ref) ?? [])
    const fold = (some: readonly Entry<E>[]): S => some.reduce((state, { ref, recorded, event }) => of.evolve(state, event, { ref, recorded }), of.initial)
    const state = fold(standing)
    const sealed = of.conceals?.(state) ?? []
    const concealed = (entry: Entry<E>): Entry<EventLike> =>
      sealed.includes(entry.event.kind)
        ? { ...entry, event: part<EventLike>(entry.event, events.find(({ kind }) => kind === entry.event.kind)?.details ?? []).kept }
        : entry
    return {
      begun: past.length > 0,
      entries: standing.map(concealed),
      steps: (standing) => of.steps(state, standing),
      rows: (view, subject) => of.views.find(({ id }) => id === view)?.rows(state, subject) ?? [],
      document: (id, drawing) => of.documents.find((kind) => kind.id === id)?.draw(state, drawing),
      letters: (ref, drawing) => {
        const place = standing.findIndex((entry) => entry.ref === ref)
        const entry = standing[place]
        if (entry === undefined) return []
        return of.send(entry, fold(standing.slice(0, place + 1)), drawing).map((draft, index) => ({
          ...draft,
          id: `${drawing.party.id}/${of.id}/${drawing.subject}/${ref}/${index + 1}`,
          from: drawing.party.id,
          procedure: of.id,
          subject: drawing.subject,
        }))
      },
      decide: (raw, context) => decide(raw, entries, state, context),
    }
  }

  function forbidden(type: string, context: Context): Refusal | undefined {
    if (!of.parties.includes(context.party.kind)) return refuse('frame.not-of-party', { party: PARTY_KIND_WORDS[context.party.kind] }).refusal
    if (mayGive(access, type, context.actor)) return undefined
    const title = commands.find((form) => form.type === type)?.title ?? type
    return refuse('frame.forbidden', { command: title, roles: (access[type] ?? []).map((role) => PERSON_ROLE_WORDS[role]) }).refusal
  }

  function decide(raw: unknown, entries: readonly Entry<EventLike>[], state: S, context: Context): Answer {
    const illegible = illegibleIn(raw)
    if (illegible !== undefined) return refuse('frame.unusable', { problems: [illegibleWords(illegible)] })
    const type = Typed.safeParse(raw)
    if (!type.success) return unusable(type.error)
    const no = forbidden(type.data.type, context)
    const isCorrection = CORRECTIONS.some((name) => name === type.data.type)
    if (isCorrection) {
      if (no !== undefined) return { kind: 'refused', refusal: no }
      return decideCorrection(raw, entries, context)
    }
    const command = of.command.safeParse(raw)
    if (!command.success) return no === undefined || !Object.hasOwn(access, type.data.type) ? unusable(command.error) : { kind: 'refused', refusal: no }
    if (no !== undefined) return { kind: 'refused', refusal: no }
    const form = commands.find((each) => each.type === command.data.type)
    if (entries.length === 0 && form?.opens !== true) return refuse('frame.not-begun', { subject: context.subject })
    const decision = of.decide(command.data, state, context)
    return decision.kind === 'refused' ? decision : { kind: 'accepted', events: decision.events.map((draft) => stored(complete(draft, context))) }
  }

  function decideCorrection(raw: unknown, entries: readonly Entry<EventLike>[], context: Context): Answer {
    const correction = Correction.safeParse(raw)
    if (!correction.success) return unusable(correction.error)
    const made = correct(correction.data, entries, context.at, (event) => {
      const parsed = of.event.safeParse(event)
      return parsed.success ? parsed.data : unusable(parsed.error)
    })
    return 'kind' in made ? made : { kind: 'accepted', events: made.map(stored) }
  }

  return {
    id: of.id,
    title: of.title,
    about: of.about,
    of: of.of,
    parties: of.parties,
    commands,
    events,
    access,
    refusals: { ...frameRefusals, ...of.refusals },
    views: of.views.map(({ id, title, empty, columns, published }) => ({
      id,
      title,
      empty,
      columns,
      ...(published === undefined ? {} : { published }),
    })),
    documents: of.documents.map(({ id, title, source }) => ({ id, title, source })),
    letters: of.letters,
    serves: [...new Set([...of.serves, ...of.settles.map(({ norm }) => norm)])],
    settles: of.settles,
    tells: of.tells ?? [],
    schema: { command: of.command, event: of.event },
    open,
    receive: (letter) => {
      const found = of.receives.find(({ kind }) => kind === letter.kind)
      return found === undefined ? undefined : { subject: found.subject(letter), command: found.command(letter) }
    },
  }
}
