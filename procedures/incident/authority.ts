import type { Condition, Facts } from '#law/condition.ts'
import type { Role } from '#law/role.ts'
import type { Text } from '#law/text.ts'
import { find } from '../finding.ts'
import type { Addressee } from '../letter.ts'
import type { Level as Rank, Party, Remit } from '../party.ts'
import type { Source } from '../source.ts'

/** To whom an operator reports, and under which conditions. When it is late is the law's to say. */
export interface Recipient {
  readonly remit: Remit
  readonly rank: Rank
  readonly when: Condition
  readonly source: Source
  readonly note: Text
}

const REPORTABLE: Condition = { fact: 'incidentLevel', in: ['I', 'II', 'III'] }
const CII: Condition = { all: [{ role: 'cii-operator' }, { fact: 'cii', is: true }] }
const ARTICLE_4: Source = { instrument: 'incident-reporting-2025', article: '4' }

/** The same cases as the hours of `law/statute/rules/incident-reporting-2025.yaml`; a test holds the two against each other. */
export const RECIPIENTS: readonly Recipient[] = [
  {
    remit: 'protection',
    rank: 'central',
    when: { all: [REPORTABLE, CII] },
    source: ARTICLE_4,
    note: {
      zh: '涉及关键信息基础设施，同时报保护工作部门和公安机关',
      en: 'critical infrastructure is concerned: both the protection department and the police',
    },
  },
  {
    remit: 'police',
    rank: 'county',
    when: { all: [REPORTABLE, CII] },
    source: ARTICLE_4,
    note: {
      zh: '涉及关键信息基础设施，同时报保护工作部门和公安机关',
      en: 'critical infrastructure is concerned: both the protection department and the police',
    },
  },
  {
    remit: 'superior-organ',
    rank: 'central',
    when: { all: [REPORTABLE, { not: CII }, { role: 'state-organ-network-operator' }] },
    source: ARTICLE_4,
    note: { zh: '国家机关报本部门网信工作机构', en: 'a state organ reports to its own cyberspace unit' },
  },
  {
    remit: 'cyberspace',
    rank: 'province',
    when: { all: [REPORTABLE, { not: CII }, { not: { role: 'state-organ-network-operator' } }] },
    source: ARTICLE_4,
    note: { zh: '其他运营者报所在地省级网信部门', en: 'everybody else reports to the cyberspace department of the province' },
  },
  {
    remit: 'police',
    rank: 'county',
    when: { fact: 'suspectedCase', is: true },
    source: { instrument: 'computer-systems-1994', article: '14' },
    note: { zh: '涉嫌构成案件，向县级以上公安机关报案', en: 'a suspected case goes to the police of the county or above' },
  },
  {
    remit: 'cyberspace',
    rank: 'province',
    when: { fact: 'leak', is: true },
    source: { instrument: 'pipl-2021', article: '57' },
    note: { zh: '个人信息泄露，报履行个人信息保护职责的部门', en: 'a leak of personal information goes to the department that protects it' },
  },
]

export interface Called {
  /** Who must be told; one remit once, with every rule that asks. */
  readonly required: readonly Recipient[]
  /** Facts without which it cannot be said whether somebody else must be told. */
  readonly missing: readonly string[]
}

/** Whom the rules call for, on what is known. Three-valued: an open question is not an answer. */
export function recipientsFor(known: { readonly facts: Facts; readonly roles: readonly Role[] }): Called {
  const found = RECIPIENTS.map((recipient) => ({ recipient, finding: find(recipient.when, known) }))
  const holding = found.filter(({ finding }) => finding.answer === 'holds').map(({ recipient }) => recipient)
  const required = holding.filter(({ remit }, place) => holding.findIndex((other) => other.remit === remit) === place)
  const unsettled = found.filter(({ recipient, finding }) => finding.answer === 'unknown' && !required.some(({ remit }) => remit === recipient.remit))
  return { required, missing: [...new Set(unsettled.flatMap(({ finding }) => finding.facts))] }
}

export function addresseeOf(remit: Remit, party: Party): Addressee {
  const rank = RECIPIENTS.find((recipient) => recipient.remit === remit)?.rank ?? 'province'
  const { region } = party
  const of = { central: '100000', province: `${region.slice(0, 2)}0000`, city: `${region.slice(0, 4)}00`, county: region }
  return { remit, level: rank, region: of[rank] }
}
