import type { Language, Text } from '#law/text.ts'
import type { Source } from './source.ts'

/**
 * Why something cannot be done; the edge gives each sort its status. `unusable`: the command cannot be read.
 * `forbidden`: not for this person. `absent`: there is no such thing. `conflict`: not in this state of the matter.
 * `incomplete`: something is missing that a rule asks for. `unlawful`: the law says no.
 */
export type RefusalSort = 'unusable' | 'forbidden' | 'absent' | 'conflict' | 'incomplete' | 'unlawful'

/** What may stand in a slot of the words. */
export type Slot = string | number | Text | readonly Text[]

/** The law or the state of the matter says no, and a person can act on it. The words say what is missing and what to do. */
export interface Refusal extends Text {
  readonly code: string
  readonly sort: RefusalSort
  readonly source: Source | null
  readonly data: Readonly<Record<string, Slot>>
}

/** One row of a procedure's table of refusals. `{name}` in the words is a slot for data. */
interface RefusalWords extends Text {
  readonly sort: RefusalSort
  readonly source?: Source
}
export type RefusalTable = Readonly<Record<string, RefusalWords>>

export interface Refused {
  readonly kind: 'refused'
  readonly refusal: Refusal
}

type SlotNames<Words extends string> = Words extends `${string}{${infer Name}}${infer Rest}` ? Name | SlotNames<Rest> : never
type Data<Words extends RefusalWords> = Readonly<Record<SlotNames<Words['zh']> | SlotNames<Words['en']>, Slot>>

function shown(slot: Slot, language: Language): string {
  if (typeof slot === 'string' || typeof slot === 'number') return String(slot)
  if ('zh' in slot) return slot[language]
  return slot.map((text) => text[language]).join(language === 'zh' ? '、' : ', ')
}

function filled(words: string, data: Readonly<Record<string, Slot>>, language: Language): string {
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const slot = data[name]
    return slot === undefined ? whole : shown(slot, language)
  })
}

/** The one way to refuse: by a code of the procedure's own table, with what its words have slots for. */
export function refuser<const Table extends RefusalTable>(
  table: Table,
): <Code extends keyof Table & string>(code: Code, ...data: keyof Data<Table[Code]> extends never ? [] : [Data<Table[Code]>]) => Refused {
  return (code, ...[data]) => {
    const words: RefusalWords | undefined = table[code]
    if (words === undefined) throw new TypeError(`no words for the refusal ${code}`)
    const given: Readonly<Record<string, Slot>> = data ?? {}
    return {
      kind: 'refused',
      refusal: { code, sort: words.sort, source: words.source ?? null, data: given, zh: filled(words.zh, given, 'zh'), en: filled(words.en, given, 'en') },
    }
  }
}

/** What any procedure may answer before it decides anything. */
export const frameRefusals = {
  'frame.unusable': {
    sort: 'unusable',
    zh: '指令无法读取：{problems}。请按所列字段更正后重发。',
    en: 'The command cannot be read: {problems}. Mend these fields and send it again.',
  },
  'frame.forbidden': { sort: 'forbidden', zh: '你的岗位不能执行“{command}”。可由{roles}办理。', en: 'Your role may not “{command}”. It is for: {roles}.' },
  'frame.not-of-party': { sort: 'forbidden', zh: '本程序不适用于{party}。', en: 'This procedure is not for: {party}.' },
  'frame.not-begun': { sort: 'absent', zh: '没有编号为 {subject} 的事项。请先新建。', en: 'There is no matter {subject}. Begin one first.' },
  'frame.no-entry': {
    sort: 'absent',
    zh: '事项中没有编号为 {entry} 的记录，或者已被更正。',
    en: 'The matter has no entry {entry}, or it has been corrected already.',
  },
  'frame.other-kind': {
    sort: 'conflict',
    zh: '更正不得改变记录的种类。原记录为 {kind}。',
    en: 'A correction may not change the kind of an entry; it was {kind}.',
  },
} as const satisfies RefusalTable
