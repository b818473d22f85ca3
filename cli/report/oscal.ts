import { z } from 'zod'
import type { Assessment, DutyAnswer, Exposure } from '#law/assessment.ts'
import { EDITIONS, type EditionId } from '#law/citation.ts'
import { OUR_NAMESPACE } from '#law/export/akomantoso.ts'
import { catalogFileName, type UuidOf } from '#law/export/oscal.ts'
import { BackMatter, Href, Metadata, OSCAL_VERSION, Property, Prose, Timestamp, Token, Uuid } from '#law/export/oscal-shape.ts'
import type { Language } from '#law/text.ts'
import { agendaOf, type Item, type Standing } from '#law/report/agenda.ts'
import { lawWords } from '#law/report/heading.ts'
import { visible } from './markup.ts'
import { citer, entityWords, personWords } from '#law/report/penalty.ts'
import { WORDS } from '#law/report/words.ts'

const Properties = z.array(Property).min(1).optional()
const Subject = z.strictObject({ 'subject-uuid': Uuid, type: z.enum(['inventory-item', 'party']), title: Prose })
const Observation = z.strictObject({
  uuid: Uuid,
  title: Prose,
  description: Prose,
  props: Properties,
  methods: z.array(z.literal('EXAMINE')).min(1),
  subjects: z.array(Subject).min(1),
  'relevant-evidence': z
    .array(z.strictObject({ description: Prose }))
    .min(1)
    .optional(),
  collected: Timestamp,
})
const Related = z.array(z.strictObject({ 'observation-uuid': Uuid })).min(1)
const Risk = z.strictObject({
  uuid: Uuid,
  title: Prose,
  description: Prose,
  statement: Prose,
  props: Properties,
  status: z.enum(['open', 'closed']),
  'related-observations': Related.optional(),
})
const Finding = z.strictObject({
  uuid: Uuid,
  title: Prose,
  description: Prose,
  target: z.strictObject({
    type: z.literal('statement-id'),
    'target-id': Token,
    status: z.strictObject({ state: z.enum(['satisfied', 'not-satisfied']), reason: z.enum(['pass', 'fail', 'other']) }),
  }),
  'related-observations': Related,
  'related-risks': z
    .array(z.strictObject({ 'risk-uuid': Uuid }))
    .min(1)
    .optional(),
})
const Result = z.strictObject({
  uuid: Uuid,
  title: Prose,
  description: Prose,
  start: Timestamp,
  end: Timestamp,
  props: Properties,
  'local-definitions': z.strictObject({ 'inventory-items': z.array(z.strictObject({ uuid: Uuid, description: Prose, props: Properties })).min(1) }).optional(),
  'reviewed-controls': z.strictObject({
    links: z
      .array(z.strictObject({ href: Href, rel: Token }))
      .min(1)
      .optional(),
    'control-selections': z
      .array(
        z.strictObject({
          description: Prose.optional(),
          'include-controls': z
            .array(z.strictObject({ 'control-id': Token }))
            .min(1)
            .optional(),
        }),
      )
      .min(1),
  }),
  observations: z.array(Observation).min(1).optional(),
  risks: z.array(Risk).min(1).optional(),
  findings: z.array(Finding).min(1).optional(),
})
type Result = z.infer<typeof Result>

/** The part of OSCAL assessment results 1.1.2 that we write. */
export const ResultsFile = z.strictObject({
  'assessment-results': z.strictObject({
    uuid: Uuid,
    metadata: Metadata,
    'import-ap': z.strictObject({ href: Href }),
    results: z.array(Result).min(1),
    'back-matter': BackMatter,
  }),
})
export type ResultsFile = z.infer<typeof ResultsFile>

const own = (name: string, value: string): Property => ({ name, ns: OUR_NAMESPACE, value: oneLine(value) })

/** A property is one line without blanks at its ends. */
function oneLine(text: string): string {
  return visible(text).replaceAll(/\s+/g, ' ').trim() || '–'
}

/**
 * OSCAL knows two outcomes, the law three: what is open, unproven or indeterminate is observed and has no finding.
 * A duty mended late is fulfilled, though the breach may still be punished; that is a risk.
 */
const STATUS = {
  overdue: { state: 'not-satisfied', reason: 'fail' },
  unmet: { state: 'not-satisfied', reason: 'fail' },
  broken: { state: 'not-satisfied', reason: 'fail' },
  refused: { state: 'not-satisfied', reason: 'fail' },
  'overdue-if': undefined,
  running: undefined,
  'running-if': undefined,
  due: undefined,
  proof: undefined,
  indeterminate: undefined,
  kept: { state: 'satisfied', reason: 'pass' },
  pending: undefined,
  mended: { state: 'satisfied', reason: 'other' },
  settled: undefined,
} as const satisfies Record<Standing, unknown>

function statusOf(standing: Standing, duty: DutyAnswer): { state: 'satisfied' | 'not-satisfied'; reason: 'pass' | 'fail' | 'other' } | undefined {
  return duty.state === 'done' ? { state: 'satisfied', reason: 'pass' } : STATUS[standing]
}

interface Setting {
  readonly assessment: Assessment
  readonly language: Language
  readonly uuid: UuidOf
  readonly standings: ReadonlyMap<DutyAnswer, Standing>
}

/** A name that nothing else in the same answer has. */
function nameOf({ assessment }: Setting, kind: string, ...rest: readonly (string | null)[]): string {
  const { party, at, encoding, law } = assessment
  return JSON.stringify([kind, party.id, at, encoding, law, ...rest])
}

const dutyKey = (duty: DutyAnswer): readonly (string | null)[] => [duty.edition, duty.norm, duty.subject, duty.ref, duty.opened]

function observationOf(setting: Setting, duty: DutyAnswer): z.infer<typeof Observation> {
  const { assessment, language, uuid, standings } = setting
  const standing = standings.get(duty)
  const entries = [...new Set([duty.ref, ...duty.why.map(({ ref }) => ref)])].flatMap((ref) => (ref === null ? [] : [ref]))
  const party = duty.subject === assessment.party.id
  const props = [
    own('state', duty.state),
    ...(standing === undefined ? [] : [own('standing', WORDS.standing[standing][language])]),
    own('provision', duty.provision),
    own('opened', duty.opened),
    ...(duty.due === null ? [] : [own('due', duty.due)]),
    ...(duty.doneBy === null ? [] : [own('done-by', duty.doneBy)]),
  ]
  return {
    uuid: uuid(nameOf(setting, 'observation', ...dutyKey(duty))),
    title: visible(duty.title[language]),
    description: duty.why.map((step) => visible(step[language])).join('\n'),
    props,
    methods: ['EXAMINE'],
    subjects: [
      { 'subject-uuid': uuid(nameOf(setting, 'subject', duty.subject)), type: party ? 'party' : 'inventory-item', title: visible(duty.subjectName[language]) },
    ],
    ...(entries.length === 0 ? {} : { 'relevant-evidence': entries.map((ref) => ({ description: visible(`${WORDS.label.entry[language]} #${ref}`) })) }),
    collected: assessment.at,
  }
}

function riskOf(setting: Setting, exposure: Exposure, at: number, duties: readonly DutyAnswer[]): z.infer<typeof Risk> {
  const { assessment, language, uuid } = setting
  const cite = citer(assessment)
  const person = personWords(exposure)
  const fines = [entityWords(exposure)[language], ...(person === null ? [] : [person[language]])]
  const owners = duties.filter(({ norm, subject }) => norm === exposure.norm && subject === exposure.subject)
  const reasons = exposure.why.map((step) => visible(step[language])).join('\n')
  const place = exposure.provision ?? ''
  return {
    uuid: uuid(nameOf(setting, 'risk', exposure.edition, exposure.norm, exposure.subject, exposure.ref, String(at))),
    title: visible(exposure.title[language]),
    description: visible(fines.join(WORDS.label.semicolon[language])),
    statement: reasons === '' ? visible(cite(place)[language]) : reasons,
    props: [own('liability', place), ...(exposure.stage === null ? [] : [own('stage', exposure.stage)])],
    status: exposure.penalised === null ? 'open' : 'closed',
    ...(owners.length === 0
      ? {}
      : { 'related-observations': owners.map((duty) => ({ 'observation-uuid': uuid(nameOf(setting, 'observation', ...dutyKey(duty))) })) }),
  }
}

function resultOf(setting: Setting, edition: EditionId, duties: readonly DutyAnswer[], catalog: string): Result {
  const { assessment, language, uuid, standings } = setting
  const risks = assessment.exposure
    .filter((exposure) => exposure.liable && exposure.edition === edition)
    .map((exposure, at) => ({ exposure, risk: riskOf(setting, exposure, at, duties) }))
  const findings = duties.flatMap((duty): z.infer<typeof Finding>[] => {
    const standing = standings.get(duty)
    const status = standing === undefined ? undefined : statusOf(standing, duty)
    if (status === undefined) return []
    const own = risks.filter(({ exposure }) => exposure.norm === duty.norm && exposure.subject === duty.subject)
    return [
      {
        uuid: uuid(nameOf(setting, 'finding', ...dutyKey(duty))),
        title: visible(duty.title[language]),
        description: visible(duty.why.at(-1)?.[language] ?? duty.title[language]),
        target: { type: 'statement-id', 'target-id': `${duty.norm}_smt`, status },
        'related-observations': [{ 'observation-uuid': uuid(nameOf(setting, 'observation', ...dutyKey(duty))) }],
        ...(own.length === 0 ? {} : { 'related-risks': own.map(({ risk }) => ({ 'risk-uuid': risk.uuid })) }),
      },
    ]
  })
  const items = new Map(duties.filter(({ subject }) => subject !== assessment.party.id).map((duty) => [duty.subject, duty.subjectName]))
  const name = WORDS.edition[edition][language]
  return {
    uuid: uuid(nameOf(setting, 'result', edition)),
    title: name,
    description: visible(`${WORDS.label.title[language]}${WORDS.label.colon[language]}${name}`),
    start: assessment.at,
    end: assessment.at,
    props: [own('edition', edition)],
    ...(items.size === 0
      ? {}
      : {
          'local-definitions': {
            'inventory-items': [...items].map(([id, title]) => ({
              uuid: uuid(nameOf(setting, 'subject', id)),
              description: visible(title[language]),
              props: [own('subject', id)],
            })),
          },
        }),
    'reviewed-controls': {
      links: [{ href: `#${catalog}`, rel: 'catalog' }],
      'control-selections': [{ 'include-controls': [...new Set(duties.map(({ norm }) => norm))].map((norm) => ({ 'control-id': norm })) }],
    },
    observations: duties.map((duty) => observationOf(setting, duty)),
    ...(risks.length === 0 ? {} : { risks: risks.map(({ risk }) => risk) }),
    ...(findings.length === 0 ? {} : { findings }),
  }
}

/** A party that owes nothing: a result without observations. */
function nothing(setting: Setting): Result {
  const { assessment, language, uuid } = setting
  const title = lawWords(assessment)[language]
  return {
    uuid: uuid(nameOf(setting, 'result', null)),
    title,
    description: WORDS.empty.overdue[language],
    start: assessment.at,
    end: assessment.at,
    'reviewed-controls': { 'control-selections': [{ description: title }] },
  }
}

/** How each duty stands in the report; lines that stand for several subjects are taken apart again. */
function standingsOf(assessment: Assessment): ReadonlyMap<DutyAnswer, Standing> {
  const apart = assessment.duties.flatMap((duty): [DutyAnswer, Standing][] => {
    const { items } = agendaOf({ ...assessment, duties: [duty], exposure: [], asks: [] })
    const [item] = Object.values<readonly Item[]>(items).flat()
    return item === undefined ? [] : [[duty, item.standing]]
  })
  return new Map(apart)
}

/**
 * An assessment as OSCAL assessment results 1.1.2: for each edition that applied a result, with an observation for each
 * duty, a finding where the duty is kept or broken, and a risk for each exposure. The clock is the assessment's own.
 */
export function oscalResults(assessment: Assessment, language: Language, uuid: UuidOf): ResultsFile {
  const setting: Setting = { assessment, language, uuid, standings: standingsOf(assessment) }
  const { label } = WORDS
  const editions = EDITIONS.flatMap((edition) => {
    const duties = assessment.duties.filter((duty) => duty.edition === edition)
    return duties.length === 0 ? [] : [{ edition, duties, catalog: uuid(nameOf(setting, 'catalog', edition)) }]
  })
  const plan = uuid(nameOf(setting, 'plan'))
  const [tool, party] = [uuid('party dutybook'), uuid(nameOf(setting, 'subject', assessment.party.id))]
  return {
    'assessment-results': {
      uuid: uuid(nameOf(setting, 'assessment-results', language)),
      metadata: {
        title: visible(`${assessment.party.name[language]}${label.colon[language]}${label.title[language]}`),
        'last-modified': assessment.at,
        version: assessment.encoding.slice(0, 12),
        'oscal-version': OSCAL_VERSION,
        props: [
          own('law', 'asIf' in assessment.law ? assessment.law.asIf : 'applicable'),
          own('known-up-to', assessment.knownUpTo ?? label.nothingKnown[language]),
          own('encoding', assessment.encoding),
          own('language', language),
        ],
        roles: [
          { id: 'assessor', title: label.product[language] },
          { id: 'assessed', title: label.party[language] },
        ],
        parties: [
          { uuid: tool, type: 'organization', name: 'Dutybook' },
          { uuid: party, type: 'organization', name: oneLine(assessment.party.name[language]) },
        ],
        'responsible-parties': [
          { 'role-id': 'assessor', 'party-uuids': [tool] },
          { 'role-id': 'assessed', 'party-uuids': [party] },
        ],
        remarks: `${lawWords(assessment)[language]}\n${label.notAdvice[language]}`,
      },
      'import-ap': { href: `#${plan}` },
      results: editions.length === 0 ? [nothing(setting)] : editions.map(({ edition, duties, catalog }) => resultOf(setting, edition, duties, catalog)),
      'back-matter': {
        resources: [
          { uuid: plan, title: label.reproduce[language], description: label.reproduceNote[language] },
          ...editions.map(({ edition, catalog }) => ({
            uuid: catalog,
            title: WORDS.edition[edition][language],
            rlinks: [{ href: catalogFileName(edition, language), 'media-type': 'application/oscal+json' }],
          })),
        ],
      },
    },
  }
}
