import { printProvision, type EditionId } from '../citation.ts'
import type { ProvisionsFile } from '../edition.ts'
import { ROLE_NAMES } from '../explain.ts'
import { normRows, type NormRow } from '../norm-row.ts'
import type { Norm } from '../norm.ts'
import { widened, type Role } from '../role.ts'
import type { EditionData, Statute } from '../statute.ts'
import type { Language } from '../text.ts'
import { AKOMA_NTOSO, OUR_NAMESPACE } from './akomantoso.ts'
import {
  OSCAL_VERSION,
  type CatalogFile,
  type Control,
  type Group,
  type Link,
  type Metadata,
  type Parameter,
  type Part,
  type ProfileFile,
  type Property,
} from './oscal-shape.ts'
import { vagueTermOf } from './vague-term.ts'
import { eIdOf, expressionIri, timestamp, versionDate, workOf } from './work.ts'

/** A version 5 UUID (RFC 9562) of a name, always the same for the same name. */
export type UuidOf = (name: string) => string

/** What a catalog is made from. */
export interface CatalogSource {
  readonly statute: Statute
  readonly data: EditionData
  readonly restated: ProvisionsFile
  /** Of titles and prose. The title of a norm is given in both. */
  readonly language: Language
  readonly uuid: UuidOf
}

/** The file in which a profile looks for its catalog, and a catalog for the text, beside itself. */
export const catalogFileName = (edition: EditionId, language: Language): string => `${edition}.${language}.oscal-catalog.json`
const textFileName = (edition: EditionId, language: Language): string => `${edition}.${language}.akn`

const own = (name: string, value: string): Property => ({ name, ns: OUR_NAMESPACE, value })

/** What a name-based UUID of this catalog begins with: another text of the law is another catalog. */
function nameOf({ statute, data, language }: CatalogSource, kind: string): string {
  return `${kind} ${data.edition.id} ${language} ${statute.encoding}`
}

function metadataOf(source: CatalogSource, title: string, remarks: string): Metadata {
  const { statute, data, language, uuid } = source
  const party = uuid('party dutybook')
  const day = timestamp(versionDate(data))
  return {
    title,
    published: day,
    'last-modified': day,
    version: `${data.edition.id}+${statute.encoding.slice(0, 12)}`,
    'oscal-version': OSCAL_VERSION,
    'document-ids': [{ scheme: AKOMA_NTOSO, identifier: expressionIri(statute, data, language, 'restatement') }],
    props: [own('edition', data.edition.id), own('status', data.edition.status), own('language', language), own('encoding', statute.encoding)],
    roles: [{ id: 'creator', title: language === 'zh' ? '编制者' : 'Creator' }],
    parties: [{ uuid: party, type: 'organization', name: 'Dutybook' }],
    'responsible-parties': [{ 'role-id': 'creator', 'party-uuids': [party] }],
    remarks,
  }
}

const REMARKS = {
  zh: '条文为责任簿的转述，不是官方文本。每一项控制是一条规范；时间戳取自版本的施行日或公布日。',
  en: 'Provisions are restated by Dutybook in its own words, not quoted. Each control is one norm. Timestamps are the day from which the edition stands.',
} as const

function linksOf(source: CatalogSource, norm: Norm): Link[] {
  const { data, language, uuid } = source
  const href = `#${uuid(nameOf(source, 'text'))}`
  const link = (provision: string, rel: string): Link => ({
    href,
    rel,
    'resource-fragment': eIdOf(provision),
    text: printProvision(provision, language, data.paragraphs[provision.split('.')[0] ?? ''] ?? 1),
  })
  return [...norm.cites.map((provision) => link(provision, 'reference')), ...norm.liability.map((provision) => link(provision, 'liability'))]
}

/** All that a row of `law norms` holds, as properties; `sort-id` keeps the order of the encoding. */
function propertiesOf(rows: readonly NormRow[], at: number): Property[] {
  const [first] = rows
  if (first === undefined) throw new Error('a norm without a citation')
  return [
    { name: 'sort-id', value: String(at + 1).padStart(4, '0') },
    own('title-zh', first.title.zh),
    own('title-en', first.title.en),
    own('deontic', first.deontic),
    ...[first.bearer].flat().map((role) => own('bearer', role)),
    ...rows.map(({ provision }) => own('provision', provision)),
    own('trigger', first.trigger),
    own('deadline', first.deadline),
    ...first.liability.map((provision) => own('liability', provision)),
    own('policy', String(first.policy)),
  ]
}

function parameterOf({ statute, data, language }: CatalogSource, norm: Norm): Parameter | undefined {
  const term = vagueTermOf(norm, data, statute)
  if (term === undefined) return undefined
  return {
    id: `${norm.id}_prm_1`,
    props: [own('vague-term', term.code)],
    label: term.words[language],
    usage:
      language === 'zh'
        ? '条文没有规定数字；由下位规则、命令或者自行设定的期限确定。'
        : 'The statute names no figure; a lower rule, an order or a term of your own settles it.',
    ...(term.figures.length === 0 ? {} : { guidelines: term.figures.map((figure) => ({ prose: figure[language] })) }),
  }
}

function partsOf({ data, restated, language }: CatalogSource, norm: Norm, parameter: Parameter | undefined): Part[] {
  const words = (provision: string): string | undefined =>
    restated.articles.flatMap(({ provisions }) => provisions).find((each) => each.provision === provision)?.text[language]
  const items = norm.cites.flatMap((provision, at): Part[] => {
    const prose = words(provision)
    const label = printProvision(provision, language, data.paragraphs[provision.split('.')[0] ?? ''] ?? 1)
    return prose === undefined ? [] : [{ id: `${norm.id}_smt.${at + 1}`, name: 'item', props: [{ name: 'label', value: label }], prose }]
  })
  const zh = language === 'zh'
  const insert = parameter === undefined ? '' : `{{ insert: param, ${parameter.id} }}`
  const term = insert === '' ? '' : zh ? `期限：${insert}。` : ` Term: ${insert}.`
  const bearers = norm.bearer.map((role) => ROLE_NAMES[role][language]).join(zh ? '、' : ', ')
  const head = `${bearers.slice(0, 1).toUpperCase()}${bearers.slice(1)}${zh ? '：' : ': '}`
  const statement: Part = {
    id: `${norm.id}_smt`,
    name: 'statement',
    prose: `${head}${norm.title[language]}${zh ? '。' : '.'}${term}`,
    ...(items.length === 0 ? {} : { parts: items }),
  }
  const guidance = [norm.next, norm.reading].flatMap((text, at): Part[] =>
    text === undefined ? [] : [{ id: `${norm.id}_gdn.${at + 1}`, name: 'guidance', prose: text[language] }],
  )
  const evidence = norm.evidence.map((text): Part => ({ name: 'assessment-objects', prose: text[language] }))
  const method: Part = {
    id: `${norm.id}_asm`,
    name: 'assessment-method',
    props: [{ name: 'method', ns: 'http://csrc.nist.gov/ns/rmf', value: 'EXAMINE' }],
    parts: evidence,
  }
  return [statement, ...guidance, ...(evidence.length === 0 ? [] : [method])]
}

/**
 * One edition as an OSCAL catalog: a group for each chapter and section that has norms, a control for each norm, whose id
 * is the norm's. Deterministic: UUIDs are names hashed, timestamps are the edition's own days.
 */
export function oscalCatalog(source: CatalogSource): CatalogFile {
  const { statute, data, restated, language, uuid } = source
  const rows = normRows(data)
  const placed = data.norms.norms.map((norm, at) => {
    const parameter = parameterOf(source, norm)
    const control: Control = {
      id: norm.id,
      class: norm.deontic,
      title: norm.title[language],
      ...(parameter === undefined ? {} : { params: [parameter] }),
      props: propertiesOf(
        rows.filter(({ id }) => id === norm.id),
        at,
      ),
      links: linksOf(source, norm),
      parts: partsOf(source, norm, parameter),
    }
    const home = restated.articles.find(({ article }) => String(article) === norm.cites[0]?.split('.')[0])
    return { control, chapter: home?.chapter, section: home?.section }
  })
  const controls = (chapter: number, section: number | undefined): Pick<Group, 'controls'> => {
    const found = placed.filter((each) => each.chapter === chapter && each.section === section).map(({ control }) => control)
    return found.length === 0 ? {} : { controls: found }
  }
  const groups = data.edition.chapters.flatMap(({ chapter, title, sections }): Group[] => {
    const id = `chapter-${chapter}`
    const inner = sections.flatMap(({ section, title }): Group[] => {
      const own = controls(chapter, section)
      return own.controls === undefined ? [] : [{ id: `${id}.section-${section}`, class: 'section', title: title[language], ...own }]
    })
    const group: Group = { id, class: 'chapter', title: title[language], ...(inner.length === 0 ? {} : { groups: inner }), ...controls(chapter, undefined) }
    return group.groups === undefined && group.controls === undefined ? [] : [group]
  })
  const title = language === 'zh' ? `${data.edition.title.zh}：规范目录` : `${data.edition.title.en}: catalog of norms`
  return {
    catalog: {
      uuid: uuid(nameOf(source, 'catalog')),
      metadata: metadataOf(source, title, REMARKS[language]),
      groups,
      'back-matter': {
        resources: [
          {
            uuid: uuid(nameOf(source, 'text')),
            title: workOf(statute, data).title[language],
            'document-ids': [{ scheme: AKOMA_NTOSO, identifier: expressionIri(statute, data, language, 'restatement') }],
            rlinks: [{ href: textFileName(data.edition.id, language), 'media-type': 'application/akn+xml' }],
          },
        ],
      },
    },
  }
}

/** The norms that somebody in a role bears, also as what else the role makes of him: an operator of critical infrastructure is a network operator. */
export function normsOfRole(data: EditionData, role: Role): readonly Norm[] {
  const roles = new Set(widened(role))
  return data.norms.norms.filter(({ bearer }) => bearer.some((each) => roles.has(each)))
}

/** A role's own part of the catalog. */
export function oscalProfile(source: CatalogSource, role: Role): ProfileFile {
  const { data, language, uuid } = source
  const resource = uuid(nameOf(source, 'catalog resource'))
  const name = ROLE_NAMES[role][language]
  const title = language === 'zh' ? `${data.edition.title.zh}：${name}的规范` : `${data.edition.title.en}: norms for ${name}`
  return {
    profile: {
      uuid: uuid(`${nameOf(source, 'profile')} ${role}`),
      metadata: metadataOf(source, title, REMARKS[language]),
      imports: [{ href: `#${resource}`, 'include-controls': [{ 'with-ids': normsOfRole(data, role).map(({ id }) => id) }] }],
      merge: { 'as-is': true },
      'back-matter': {
        resources: [
          {
            uuid: resource,
            title: language === 'zh' ? `${data.edition.title.zh}：规范目录` : `${data.edition.title.en}: catalog of norms`,
            rlinks: [{ href: catalogFileName(data.edition.id, language), 'media-type': 'application/oscal+json' }],
          },
        ],
      },
    },
  }
}
