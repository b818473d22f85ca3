import type { Text } from '#law/text.ts'

type Grade = 1 | 2 | 3 | 4 | 5

/** Whom harm to the system would hurt (受侵害的客体). */
export const OBJECTS = ['citizens', 'society', 'state'] as const
export type HarmedObject = (typeof OBJECTS)[number]

export const OBJECT_WORDS = {
  citizens: { zh: '公民、法人和其他组织的合法权益', en: 'Lawful rights of citizens, legal persons and other organisations' },
  society: { zh: '社会秩序、公共利益', en: 'Social order and the public interest' },
  state: { zh: '国家安全', en: 'National security' },
} satisfies Record<HarmedObject, Text>

/** How much (侵害程度). */
export const HARMS = ['none', 'general', 'serious', 'especially-serious'] as const
export type Harm = (typeof HARMS)[number]

export const HARM_WORDS = {
  none: { zh: '不侵害', en: 'None' },
  general: { zh: '一般损害', en: 'General harm' },
  serious: { zh: '严重损害', en: 'Serious harm' },
  'especially-serious': { zh: '特别严重损害', en: 'Especially serious harm' },
} satisfies Record<Harm, Text>

/**
 * The grading matrix of GB/T 22240—2020 (网络安全等级保护定级指南), in force since 2020-11-01. Especially serious harm to citizens
 * is 2 there; the 3 that many pages give is from a draft. Full text: https://github.com/Yyyy03/dengbao_llm_interface.
 */
const MATRIX: Readonly<Record<HarmedObject, Readonly<Record<Exclude<Harm, 'none'>, Grade>>>> = {
  citizens: { general: 1, serious: 2, 'especially-serious': 2 },
  society: { general: 2, serious: 3, 'especially-serious': 4 },
  state: { general: 3, serious: 4, 'especially-serious': 5 },
}

/** The same standard: big-data platforms with much personal information or public service are, in principle, of this level or above. */
export const BIG_DATA_FLOOR = 3
/** From this level on there is expert review, and approval where there is a competent department; below it the operator decides alone. */
export const REVIEWED_FROM = 2

export type Harms = Readonly<Record<HarmedObject, Harm>>

/** What one side of a system comes to: the gravest of its three objects. `undefined` where nothing would be harmed. */
export function gradeOf(harms: Harms): Grade | undefined {
  return OBJECTS.reduce<Grade | undefined>((gravest, object) => {
    const harm = harms[object]
    if (harm === 'none') return gravest
    const grade = MATRIX[object][harm]
    return gravest === undefined ? grade : grade > gravest ? grade : gravest
  }, undefined)
}
