import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { statute } from '#law/statute.fixture.ts'
import type { Sign } from '#law/norm.ts'
import type { FactEntry } from '#law/vocabulary.ts'
import { ROLES_OF } from './access.ts'
import { commandForm } from './command.ts'
import { catalogue } from './catalogue.ts'
import { fieldsOf, hasWords, type FieldForm } from './field.ts'
import { CORRECTION_NOTED, WITHDRAWN } from './history.ts'
import { INSTRUMENTS, type Source } from './source.ts'
import { UNCOVERED } from './uncovered.fixture.ts'

const norms = [...statute.editions.flatMap((edition) => edition.norms.norms), ...statute.rules.flatMap((rules) => rules.norms)]
const normIds = new Set<string>(norms.map(({ id }) => id))
const instruments = new Set([...statute.rules.map(({ instrument }) => instrument), ...Object.keys(INSTRUMENTS)])
const kinds = new Map(statute.vocabulary.events.map((entry) => [entry.kind, entry]))
const facts = new Map(statute.vocabulary.facts.map((entry) => [entry.fact, entry]))
const frameKinds: readonly string[] = [WITHDRAWN, CORRECTION_NOTED]
const emitted = new Set(catalogue.flatMap(({ events }) => events.map(({ kind }) => kind)).filter((kind) => !frameKinds.includes(kind)))

const optionsOf = (schema: z.ZodType): readonly z.ZodObject[] =>
  schema instanceof z.ZodDiscriminatedUnion ? schema.options.filter((option) => option instanceof z.ZodObject) : []
const partOf = (schema: z.ZodObject, name: string): z.ZodObject => z.instanceof(z.ZodObject).parse(schema.shape[name])
const deep = (fields: readonly FieldForm[]): readonly FieldForm[] => fields.flatMap((field) => [field, ...deep(field.fields)])
const signs = (given: Sign | readonly Sign[] | undefined): readonly string[] =>
  given === undefined ? [] : 'on' in given ? [given.on] : given.map(({ on }) => on)
const isKnown = (source: Source): boolean => ('norm' in source ? normIds.has(source.norm) : instruments.has(source.instrument))

/** Every object schema in which fields stand: commands, details of events, and the groups within them. */
function objectsIn(schema: z.ZodType): readonly z.ZodObject[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return objectsIn(z.instanceof(z.ZodType).parse(schema.unwrap()))
  if (schema instanceof z.ZodArray) return objectsIn(z.instanceof(z.ZodType).parse(schema.element))
  if (!(schema instanceof z.ZodObject)) return []
  return [schema, ...Object.values(schema.shape).flatMap((part) => objectsIn(z.instanceof(z.ZodType).parse(part)))]
}

test('there are procedures, each with an id of its own', () => {
  expect(catalogue.length).toBeGreaterThan(0)
  expect(new Set(catalogue.map(({ id }) => id)).size).toBe(catalogue.length)
  expect(catalogue.filter(({ id }) => !/^[a-z]+(-[a-z]+)*$/.test(id))).toEqual([])
})

describe.each(catalogue.map((procedure) => [procedure.id, procedure] as const))('%s', (_, procedure) => {
  const commands = optionsOf(procedure.schema.command)
  const events = optionsOf(procedure.schema.event)
  const details = events.map((schema) => partOf(schema, 'detail'))

  test('every field of a command and every detail of an event has words', () => {
    const objects = [...commands, ...details].flatMap(objectsIn)
    expect(objects.length).toBeGreaterThan(0)
    const wordless = objects.flatMap(({ shape }) =>
      Object.entries(shape).flatMap(([name, part]) => (part instanceof z.ZodLiteral || hasWords(z.instanceof(z.ZodType).parse(part)) ? [] : [name])),
    )
    expect(wordless).toEqual([])
  })

  test('every choice has words for each of its values', () => {
    const silent = deep(procedure.commands.flatMap(({ fields }) => fields)).filter(
      ({ widget, options, register }) => ['choice', 'many'].includes(widget) && options.length === 0 && register === null,
    )
    expect(silent.map(({ name }) => name)).toEqual([])
  })

  test('every command has its line in the access table, and nobody is named whom the party does not have', () => {
    expect(Object.keys(procedure.access).toSorted()).toEqual(procedure.commands.map(({ type }) => type).toSorted())
    const roles = new Set<string>(procedure.parties.flatMap((kind) => ROLES_OF[kind]))
    expect(
      Object.values(procedure.access)
        .flat()
        .filter((role) => !roles.has(role)),
    ).toEqual([])
    expect(Object.entries(procedure.access).filter(([, given]) => given.length === 0)).toEqual([])
  })

  test('commands and events have a JSON schema that an API can publish', () => {
    for (const schema of [procedure.schema.command, procedure.schema.event]) {
      const json = z.toJSONSchema(schema, { io: 'input' })
      expect(z.array(z.object({ type: z.literal('object') })).parse(json.oneOf ?? json.anyOf).length).toBeGreaterThan(0)
    }
  })

  test('something begins a matter', () => {
    expect(procedure.commands.some(({ opens }) => opens)).toBe(true)
  })

  test('every rule that is named exists', () => {
    const fields = deep([...procedure.commands.flatMap((form) => form.fields), ...procedure.events.flatMap((form) => form.details)])
    const sources = [
      ...fields.flatMap(({ source }) => source ?? []),
      ...procedure.documents.map(({ source }) => source),
      ...Object.values(procedure.refusals).flatMap(({ source }) => source ?? []),
    ]
    expect(sources.filter((source) => !isKnown(source))).toEqual([])
    expect(procedure.serves.filter((norm) => !normIds.has(norm))).toEqual([])
  })

  test('a command that settles a norm belongs to a procedure that emits what the norm asks for', () => {
    const own = new Set(procedure.events.map(({ kind }) => kind))
    const idle = procedure.settles.filter(
      ({ norm, command }) =>
        !procedure.commands.some(({ type }) => type === command) || !norms.some(({ id, done }) => id === norm && signs(done).some((kind) => own.has(kind))),
    )
    expect(idle).toEqual([])
  })

  test('what the law knows of an event, the event has', () => {
    const wrong = events.flatMap((schema) => {
      const kind = z.string().parse(z.instanceof(z.ZodLiteral).parse(schema.shape['kind']).value)
      const known = kinds.get(kind)
      const shape = partOf(schema, 'facts').shape
      const about = procedure.events.find((form) => form.kind === kind)?.of
      return [
        ...(known === undefined || known.of === about ? [] : [`${kind} is about a ${known.of}, not a ${about ?? 'thing unknown'}`]),
        ...(known?.facts ?? []).filter((fact) => shape[fact] === undefined).map((fact) => `${kind} lacks ${fact}`),
        ...Object.entries(shape).flatMap(([fact, part]) => misfit(facts.get(fact), part).map((problem) => `${kind}: ${fact} ${problem}`)),
      ]
    })
    expect(wrong).toEqual([])
  })

  test('personal details can be erased and stand on the first level; facts are never personal', () => {
    const forms = details.map((schema) => [schema, fieldsOf(schema)] as const)
    const stuck = forms.flatMap(([{ shape }, fields]) =>
      fields.filter(({ name, personal }) => personal && !z.instanceof(z.ZodType).parse(shape[name]).safeParse(null).success),
    )
    const nested = forms.flatMap(([, fields]) => fields.flatMap((field) => deep(field.fields))).filter(({ personal }) => personal)
    const known = procedure.events.flatMap((form) => form.facts).filter(({ personal }) => personal)
    expect([...stuck, ...nested, ...known].map(({ name }) => name)).toEqual([])
  })

  test('what anybody may read has a kind, a title, a day and whether it was taken back, and nothing of persons', () => {
    for (const { columns, published } of procedure.views.filter((view) => view.published !== undefined)) {
      expect(columns.map(({ key }) => key)).toEqual(expect.arrayContaining(['kind', 'title', 'on', 'until', 'withdrawn']))
      expect(columns.filter(({ personal }) => personal)).toEqual([])
      expect(columns.find(({ key }) => key === 'kind')?.options).toEqual(published)
    }
  })

  test('views and documents have ids of their own, and columns keys of their own', () => {
    const ids = [...procedure.views, ...procedure.documents].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { columns } of procedure.views) expect(new Set(columns.map(({ key }) => key)).size).toBe(columns.length)
  })
})

/** Why a schema does not hold a fact as the vocabulary has it. */
function misfit(known: FactEntry | undefined, part: unknown): readonly string[] {
  if (known === undefined) return ['is not in the vocabulary']
  const { type } = known
  const schema = z.instanceof(z.ZodType).parse(part)
  const takes = (value: unknown): boolean => schema.safeParse(value).success
  if (Array.isArray(type)) return takes('no such value') ? ['takes any text'] : type.some(takes) ? [] : ['takes none of the values']
  const sample = { boolean: true, number: 1, moment: '2025-06-02T09:12:00+08:00', text: 'x' }[type]
  const other = type === 'boolean' || type === 'number' ? 'x' : 1
  return takes(sample) && !takes(other) ? [] : [`is not a ${type}`]
}

test('no two views of the catalogue share an id', () => {
  const ids = catalogue.flatMap(({ views }) => views.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
})

test('every event that a norm names is emitted by a procedure, but for those listed', () => {
  const named = new Set(
    norms.flatMap(({ trigger, done, breached, refused }) => [
      ...(typeof trigger === 'object' && 'on' in trigger ? [trigger.on] : []),
      ...[done, breached, refused].flatMap(signs),
    ]),
  )
  expect(named.size).toBeGreaterThan(100)
  expect([...named].filter((kind) => !emitted.has(kind)).toSorted()).toEqual(UNCOVERED)
})

/** Fields of a form that are not asked for, and that the schema does not take when they are left out. */
function askedForAllTheSame(schema: z.ZodType, at: string): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault) {
    const inner = schema.unwrap()
    return inner instanceof z.ZodType ? askedForAllTheSame(inner, at) : []
  }
  if (schema instanceof z.ZodArray) return schema.element instanceof z.ZodType ? askedForAllTheSame(schema.element, at) : []
  if (!(schema instanceof z.ZodObject)) return []
  const wanted = new Set(fieldsOf(schema).flatMap(({ name, required }) => (required ? [name] : [])))
  return Object.entries(schema.shape).flatMap(([name, part]) => {
    if (!(part instanceof z.ZodType)) return []
    const where = `${at}.${name}`
    const refused = !wanted.has(name) && !(part instanceof z.ZodLiteral) && !part.safeParse(undefined).success
    return [...(refused ? [where] : []), ...askedForAllTheSame(part, where)]
  })
}

test('what a form does not ask for may be left out of the command', () => {
  const commands = catalogue.flatMap(({ id, schema }) =>
    z
      .instanceof(z.ZodDiscriminatedUnion)
      .parse(schema.command)
      .options.map((option) => ({ id, option: z.instanceof(z.ZodObject).parse(option) })),
  )
  expect(commands.length).toBeGreaterThan(150)
  expect(commands.flatMap(({ id, option }) => askedForAllTheSame(option, `${id}.${commandForm(option)?.type ?? ''}`))).toEqual([])
})
