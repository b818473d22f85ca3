import type { Text } from '#law/text.ts'
import type { Source } from '../source.ts'

/** What somebody asks for. */
export const KINDS = ['deletion', 'correction'] as const
export type Kind = (typeof KINDS)[number]

export const KIND_WORDS = { deletion: { zh: '删除', en: 'Deletion' }, correction: { zh: '更正、补充', en: 'Correction or completion' } } satisfies Record<
  Kind,
  Text
>

/** On what a demand for deletion rests: the five cases of article 47. The fourth is the one that the Cybersecurity Law knows as well. */
export const CLAIMS = ['purpose-met', 'service-ended', 'consent-withdrawn', 'unlawful', 'other-statute'] as const
export type Claim = (typeof CLAIMS)[number]

export const CLAIM_WORDS = {
  'purpose-met': { zh: '处理目的已实现、无法实现或者不再必要', en: 'The purpose is met, cannot be met, or no longer needs it' },
  'service-ended': { zh: '停止提供产品、服务，或者保存期限已届满', en: 'The product or service has ended, or the storage period has run out' },
  'consent-withdrawn': { zh: '本人撤回同意', en: 'I have withdrawn my consent' },
  unlawful: { zh: '收集、使用违反法律、行政法规或者约定', en: 'Collected or used against law or agreement' },
  'other-statute': { zh: '法律、行政法规规定的其他情形', en: 'Another case that a statute names' },
} satisfies Record<Claim, Text>

/** Why something is not done. */
export const GROUNDS = ['retention-period', 'technically-hard', 'no-cause', 'accurate', 'not-held', 'identity-unconfirmed', 'statute'] as const
export type Ground = (typeof GROUNDS)[number]

export const GROUND_WORDS = {
  'retention-period': { zh: '法律、行政法规规定的保存期限未届满', en: 'A statutory storage period has not run out' },
  'technically-hard': { zh: '删除从技术上难以实现', en: 'Deletion is technically hard to achieve' },
  'no-cause': { zh: '经核实，没有应当删除的情形', en: 'Looked into: no case that calls for deletion' },
  accurate: { zh: '经核实，信息准确、完整', en: 'Looked into: the information is accurate and complete' },
  'not-held': { zh: '未持有该信息', en: 'We do not hold it' },
  'identity-unconfirmed': { zh: '身份无法确认', en: 'The identity could not be confirmed' },
  statute: { zh: '法律、行政法规另有规定', en: 'A statute provides otherwise' },
} satisfies Record<Ground, Text>

interface GroundRule {
  readonly of: readonly Kind[]
  /** The decision names the provision that it rests on. */
  readonly needsProvision: boolean
  /** What is not deleted may only be stored and secured. */
  readonly restricts: boolean
  /** What must have been recorded before: that the claim was looked into and found wanting, or that the identity did not match. */
  readonly needs: 'finding' | 'failed-identity' | null
  readonly source: Source
}

const ARTICLE_46 = { instrument: 'pipl-2021', article: '46' }
const ARTICLE_47 = { instrument: 'pipl-2021', article: '47' }
const ARTICLE_50 = { instrument: 'pipl-2021', article: '50' }

/** Personal Information Protection Law, articles 46, 47 (last paragraph) and 50. A ground outside this list is no ground. */
const GROUND_RULES = {
  'retention-period': {
    of: ['deletion'],
    needsProvision: true,
    restricts: true,
    needs: null,
    source: ARTICLE_47,
  },
  'technically-hard': {
    of: ['deletion'],
    needsProvision: false,
    restricts: true,
    needs: null,
    source: ARTICLE_47,
  },
  'no-cause': {
    of: ['deletion'],
    needsProvision: false,
    restricts: false,
    needs: 'finding',
    source: ARTICLE_47,
  },
  accurate: {
    of: ['correction'],
    needsProvision: false,
    restricts: false,
    needs: 'finding',
    source: ARTICLE_46,
  },
  'not-held': { of: KINDS, needsProvision: false, restricts: false, needs: null, source: ARTICLE_50 },
  'identity-unconfirmed': {
    of: KINDS,
    needsProvision: false,
    restricts: false,
    needs: 'failed-identity',
    source: { instrument: 'gbt-35273-2020', article: '8.7' },
  },
  statute: {
    of: KINDS,
    needsProvision: true,
    restricts: false,
    needs: null,
    source: ARTICLE_50,
  },
} satisfies Record<Ground, GroundRule>

export function ruleOf(ground: Ground): GroundRule {
  return GROUND_RULES[ground]
}

/** Where somebody can turn who was refused. It stands in every decision. */
export const REMEDIES: readonly (Text & { readonly source: Source })[] = [
  {
    zh: '向本单位投诉，要求复核',
    en: 'complain to us and have the decision looked at again',
    source: { norm: 'complaint.establish' },
  },
  {
    zh: '向履行个人信息保护职责的部门投诉、举报',
    en: 'complain to a department that protects personal information',
    source: { instrument: 'pipl-2021', article: '65' },
  },
  { zh: '向人民法院提起诉讼', en: 'bring an action before a people’s court', source: ARTICLE_50 },
]
