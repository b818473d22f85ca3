import { ATTACK_FROM_OUTSIDE } from './judgment.ts'
import type { Liability } from './liability.ts'
import { ask, type Asking } from './naive-condition.fixture.ts'
import { firstMoment, lastMoment } from './naive-deadline.fixture.ts'
import type { Question } from './question.ts'
import { widened } from './role.ts'
import type { EditionData, Statute } from './statute.ts'

/** Liability once more, read line by line off `liability.yaml` for one question. */
export interface NaiveLiability {
  readonly applies: boolean
  readonly liable: boolean
  readonly provision: string | null
  readonly stage: string | null
  /** The range in yuan with `shall` or `may` and, for a multiple of an amount, that amount's name. */
  readonly entityFine: string | null
  readonly personFine: string | null
  readonly detentionDays: string | null
}

const NOBODY: NaiveLiability = { applies: false, liable: false, provision: null, stage: null, entityFine: null, personFine: null, detentionDays: null }

/** A natural person bears only the roles of natural persons. */
const isUnit = (question: Question): boolean =>
  question.unit ?? question.roles.some((role) => role !== 'individual' && role !== 'department-staff' && role !== 'any-person')

function editionOf(statute: Statute, question: Question): EditionData | undefined {
  const day = typeof question.conductDate === 'number' ? question.conductDate : question.conductDate.to
  return statute.editions.find(({ edition }) => {
    if (typeof question.asIf === 'string') return edition.id === question.asIf
    if (edition.inForce === undefined) return false
    return firstMoment(edition.inForce.from) <= firstMoment(day) && (edition.inForce.to === undefined || lastMoment(day) <= lastMoment(edition.inForce.to))
  })
}

/** Whether two places are the same or one lies within the other. */
const meets = (one: string, two: string): boolean => `${one}.`.startsWith(`${two}.`) || `${two}.`.startsWith(`${one}.`)

function speaksOf(liability: Liability, violated: string): boolean {
  return liability.violated.some((place) => ('attack' in place ? violated === place.attack : meets(place.provision, violated) || place.item === violated))
}

function fined(reached: readonly Liability['tiers'][number][], question: Question): Pick<NaiveLiability, 'entityFine' | 'personFine' | 'detentionDays'> {
  const unit = isUnit(question)
  let entityFine: string | null = null
  let personFine: string | null = null
  let detentionDays: string | null = null
  for (const tier of reached) {
    const fine = tier.entityFine
    const on = unit ? 'unit' : 'natural-person'
    if (fine !== undefined && 'range' in fine) entityFine = `${fine.must} ${fine.range.join('–')} ${on}`
    else if (fine !== undefined) {
      const amount = question[fine.of]
      const basis = fine.of === 'illegalGains' ? 'illegal-gains' : 'procurement-amount'
      if (fine.below !== undefined && (typeof amount !== 'number' || amount / 100 < (fine.from ?? 0))) entityFine = `${fine.must} ${fine.below.join('–')} ${on}`
      else if (typeof amount === 'number' && amount > 0)
        entityFine = `${fine.must} ${fine.times.map((times) => (amount * times) / 100).join('–')} ${on} ${basis}`
      else if (fine.none !== undefined) entityFine = `${fine.must} ${fine.none.join('–')} ${on}`
      // Nothing multiplied is nothing; of an unknown amount nobody knows how much.
      else entityFine = amount === 0 ? null : `${fine.must} ?–? ${on} ${basis}`
    }
    const person = tier.personFine
    if (person !== undefined && (unit || person.on.includes('actor')))
      personFine = `${person.must} ${person.range.join('–')} ${unit ? person.on.join(' ') : 'actor'}`
    if (tier.detention !== undefined) detentionDays = tier.detention.days.join('–')
  }
  return { entityFine, personFine, detentionDays }
}

export function naiveLiability(statute: Statute, question: Question): NaiveLiability {
  const data = editionOf(statute, question)
  if (data === undefined) return NOBODY
  const { violated } = question
  const roles = question.roles.flatMap(widened)
  const facts = new Map<string, unknown>([...Object.entries(question), ['unit', isUnit(question)]])
  const asking: Asking = {
    fact: (name) => {
      const value = facts.get(name)
      return typeof value === 'boolean' || typeof value === 'number' || typeof value === 'string' ? value : undefined
    },
    role: (role) => roles.includes(role),
  }
  const outside = violated !== ATTACK_FROM_OUTSIDE && data.edition.outside.some((entry) => ask(entry.when, asking) === 'holds')
  const all = violated === null || violated === undefined ? [] : data.liability.liabilities.filter((liability) => speaksOf(liability, violated))
  const about = outside ? all.filter((liability) => liability.abroad && liability.subject.some((role) => roles.includes(role))) : all
  if (outside && about.length === 0) return NOBODY
  if (violated === null || violated === undefined) return { ...NOBODY, applies: true }
  const reached = about.filter(
    (liability) => liability.subject.some((role) => roles.includes(role)) && (liability.unit ?? isUnit(question)) === isUnit(question),
  )
  const obstacle = (liability: Liability): Liability['elements'][number] | undefined =>
    liability.elements.find((element) => {
      const found = ask(element.when, asking)
      return found === 'fails' || (found === 'unknown' && element.decides)
    })
  const stands = reached.filter((liability) => obstacle(liability) === undefined)
  const crime = reached.some((liability) => JSON.stringify(obstacle(liability)?.when ?? {}).includes('constitutesCrime'))
  const [main] = stands
  if (main !== undefined) {
    const breaches = main.violated.flatMap((place) =>
      'provision' in place && (meets(place.provision, violated) || place.item === violated) ? [place.provision] : [],
    )
    const follows = (only: readonly string[]): boolean => only.some((place) => breaches.some((breach) => meets(place, breach)))
    const tiers = main.tiers.filter((tier) => (tier.violated === undefined || follows(tier.violated)) && ask(tier.when, asking) === 'holds')
    const provision = tiers.findLast((tier) => tier.provision !== undefined)?.provision ?? main.provision
    return { applies: true, liable: true, provision, stage: tiers.at(-1)?.stage ?? null, ...fined(tiers, question) }
  }
  // No sanction of its own: what the general provisions add may still stand alone, for a breach or for a crime.
  const alone = about.length === 0 || crime ? data.liability.also.find((entry) => entry.alone && ask(entry.when, asking) === 'holds') : undefined
  return { ...NOBODY, applies: true, liable: alone !== undefined, provision: alone?.provision ?? null, stage: alone === undefined ? null : 'base' }
}
