import { elementsOf, type XmlElement } from './xml.ts'

/**
 * The part of Akoma Ntoso 3.0 that we write, from the standard's own rules (OASIS, Part 2, its XML schema): children in
 * order, attributes that must or may stand. What is not here is a fault, so that this description is narrower than the schema.
 */
interface Rule {
  /** Names of children in order; `?`, `*`, `+` as in a regular expression; `a|b` for a choice; `#text` for words. */
  readonly children: string
  /** Attributes; `?` marks one that may be missing. */
  readonly attributes: string
}

const value: Rule = { children: '', attributes: 'value' }
const reference: Rule = { children: '', attributes: 'eId href showAs' }
const numbered = 'num heading?'
const words: Rule = { children: '#text', attributes: '' }
const blocks: Rule = { children: 'p+', attributes: 'eId' }
const FRBR = 'FRBRthis FRBRuri+ FRBRdate+ FRBRauthor+'

const RULES: Readonly<Record<string, Rule>> = {
  akomaNtoso: { children: 'act|bill', attributes: 'xmlns' },
  act: { children: 'meta preface? body', attributes: 'name contains' },
  bill: { children: 'meta preface? body', attributes: 'name contains' },
  meta: { children: 'identification publication? lifecycle* workflow* analysis* temporalData* references* proprietary*', attributes: '' },
  identification: { children: 'FRBRWork FRBRExpression FRBRManifestation', attributes: 'source' },
  FRBRWork: { children: `${FRBR} FRBRcountry FRBRsubtype? FRBRnumber* FRBRname* FRBRprescriptive? FRBRauthoritative?`, attributes: '' },
  FRBRExpression: { children: `${FRBR} FRBRversionNumber? FRBRauthoritative? FRBRmasterExpression? FRBRlanguage+`, attributes: '' },
  FRBRManifestation: { children: `${FRBR} FRBRformat?`, attributes: '' },
  FRBRthis: value,
  FRBRuri: value,
  FRBRdate: { children: '', attributes: 'date name' },
  FRBRauthor: { children: '', attributes: 'href as?' },
  FRBRcountry: value,
  FRBRname: value,
  FRBRprescriptive: value,
  FRBRauthoritative: value,
  FRBRversionNumber: value,
  FRBRmasterExpression: { children: '', attributes: 'href showAs' },
  FRBRlanguage: { children: '', attributes: 'language' },
  FRBRformat: value,
  publication: { children: '', attributes: 'date name showAs' },
  lifecycle: { children: 'eventRef+', attributes: 'source' },
  eventRef: { children: '', attributes: 'eId date source refersTo type' },
  workflow: { children: 'step+', attributes: 'source' },
  step: { children: '', attributes: 'date by refersTo outcome' },
  analysis: { children: 'passiveModifications', attributes: 'source' },
  passiveModifications: { children: 'textualMod+', attributes: '' },
  textualMod: { children: 'source+ destination+ previous?', attributes: 'type eId' },
  source: { children: '', attributes: 'eId href' },
  destination: { children: '', attributes: 'eId href' },
  previous: { children: '', attributes: 'href' },
  temporalData: { children: 'temporalGroup+', attributes: 'source' },
  temporalGroup: { children: 'timeInterval+', attributes: 'eId' },
  timeInterval: { children: '', attributes: 'start end? refersTo' },
  references: { children: 'original? passiveRef* TLCOrganization* TLCRole* TLCEvent*', attributes: 'source' },
  original: reference,
  passiveRef: reference,
  TLCOrganization: reference,
  TLCRole: reference,
  TLCEvent: reference,
  proprietary: { children: 'db:edition db:norm*', attributes: 'source xmlns:db' },
  'db:edition': { children: '', attributes: 'id status text encoding sha256?' },
  'db:norm': { children: 'db:cite+', attributes: 'id deontic bearer' },
  'db:cite': { children: '', attributes: 'provision href' },
  preface: { children: 'p+', attributes: 'xml:lang' },
  docTitle: words,
  body: { children: 'chapter+', attributes: 'xml:lang' },
  chapter: { children: `${numbered} article* section*`, attributes: 'eId' },
  section: { children: `${numbered} article+`, attributes: 'eId' },
  article: { children: `${numbered} paragraph+`, attributes: 'eId' },
  paragraph: { children: 'content|intro point*', attributes: 'eId' },
  point: { children: 'num content', attributes: 'eId' },
  content: blocks,
  intro: blocks,
  p: { children: '#text|docTitle', attributes: '' },
  num: words,
  heading: words,
}

const DATE = /^\d{4}-\d\d-\d\d$/
const ONE_OF: Readonly<Record<string, readonly string[]>> = {
  'act contains': ['originalVersion', 'singleVersion', 'multipleVersions'],
  'bill contains': ['originalVersion', 'singleVersion', 'multipleVersions'],
  'eventRef type': ['generation', 'amendment', 'repeal'],
  'textualMod type': ['repeal', 'substitution', 'insertion', 'replacement', 'renumbering', 'split', 'join'],
  'FRBRprescriptive value': ['true', 'false'],
  'FRBRauthoritative value': ['true', 'false'],
}

function orderOf(children: string): RegExp {
  const parts = children.split(' ').filter((part) => part !== '')
  return new RegExp(`^${parts.map((part) => `(?:(?:${part.replace(/[?*+]$/, '')}) )${/[?*+]$/.exec(part)?.[0] ?? ''}`).join('')}$`)
}

export function everyElement(root: XmlElement): XmlElement[] {
  return [root, ...elementsOf(root).flatMap(everyElement)]
}

function shapeFaults({ name, attributes, children }: XmlElement): string[] {
  const rule = RULES[name]
  if (rule === undefined) return [`<${name}> is none of ours`]
  const faults: string[] = []
  const sequence = children.map((child) => `${typeof child === 'string' ? '#text' : child.name} `).join('')
  if (!orderOf(rule.children).test(sequence)) faults.push(`<${name}> holds ${sequence.trim()}, not ${rule.children}`)
  const allowed = rule.attributes.split(' ').filter((each) => each !== '')
  for (const each of allowed) if (!each.endsWith('?') && attributes[each] === undefined) faults.push(`<${name}> lacks ${each}`)
  for (const [key, text] of Object.entries(attributes)) {
    if (!allowed.includes(key) && !allowed.includes(`${key}?`)) faults.push(`<${name}> has ${key}`)
    if (key === 'date' && !DATE.test(text)) faults.push(`<${name}> date ${text}`)
    if (text === '' || (key === 'eId' && /\s/.test(text))) faults.push(`<${name}> ${key} "${text}"`)
    const choices = ONE_OF[`${name} ${key}`]
    if (choices !== undefined && !choices.includes(text)) faults.push(`<${name}> ${key} ${text}`)
  }
  return faults
}

const REFERRING = ['href', 'source', 'refersTo', 'as', 'by', 'outcome', 'start', 'end']

/** Everything in which a document departs from the description: order, attributes, ids that stand twice, references that lead nowhere. */
export function faultsOf(root: XmlElement): string[] {
  const all = everyElement(root)
  const ids = all.flatMap(({ attributes }) => attributes['eId'] ?? [])
  const known = new Set(ids)
  const twice = ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `the id ${id} stands twice`)
  const dangling = all.flatMap(({ name, attributes }) =>
    REFERRING.flatMap((key) => {
      const to = attributes[key]
      return to?.startsWith('#') === true && !known.has(to.slice(1)) ? [`<${name}> ${key} ${to} leads nowhere`] : []
    }),
  )
  return [...all.flatMap(shapeFaults), ...twice, ...dangling]
}
