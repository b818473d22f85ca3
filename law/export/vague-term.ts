import type { EditionData, Statute } from '../statute.ts'
import { printTerm } from '../deadline.ts'
import { printDay } from '../instant.ts'
import type { Norm, RulesFile } from '../norm.ts'
import type { Text } from '../text.ts'

/** A deadline to which the statute gives no figure, and the figures that lower rules give or that have been proposed. */
export interface VagueTerm {
  /** `promptly`, `as-prescribed`, or the fact that an order sets. */
  readonly code: string
  readonly words: Text
  readonly figures: readonly Text[]
}

const WORDS: Readonly<Record<string, Text>> = {
  immediate: { zh: '立即', en: 'at once' },
  promptly: { zh: '及时', en: 'promptly' },
  regularly: { zh: '定期', en: 'regularly' },
}

function codeOf({ deadline }: Norm, statute: Statute): Pick<VagueTerm, 'code' | 'words'> | undefined {
  if (typeof deadline === 'string') {
    const words = WORDS[deadline]
    return words === undefined ? undefined : { code: deadline, words }
  }
  if ('word' in deadline) return { code: deadline.word, words: deadline.words }
  if ('every' in deadline && deadline.every === 'regularly') return { code: 'regularly', words: WORDS['regularly'] ?? { zh: '定期', en: 'regularly' } }
  if (!('by' in deadline)) return undefined
  const fact = statute.vocabulary.facts.find((each) => each.fact === deadline.by)
  return { code: deadline.by, words: fact?.title ?? { zh: deadline.by, en: deadline.by } }
}

type Span = RulesFile['inForce']

function meets(span: Span, { edition }: EditionData): boolean {
  const { inForce } = edition
  return inForce !== undefined && span.from <= (inForce.to ?? Infinity) && (span.to ?? Infinity) >= inForce.from
}

/** `4` is an article; anything else says itself what it is. */
function articleWords(article: string): Text {
  return /^\d+$/.test(article) ? { zh: `第${article}条`, en: `article ${article}` } : { zh: article, en: article }
}

function printSpan({ from, to }: Span): string {
  return `${printDay(from)}–${to === undefined ? '' : printDay(to)}`
}

/** The open deadline of a norm under one edition; `undefined` where the statute fixes it or there is none. */
export function vagueTermOf(norm: Norm, data: EditionData, statute: Statute): VagueTerm | undefined {
  const term = codeOf(norm, statute)
  if (term === undefined) return undefined
  const figures = statute.rules.flatMap((rules) => {
    const own = rules.numbers.filter((each) => each.norm === norm.id && meets(each.inForce ?? rules.inForce, data))
    return own.map(({ term, article, inForce, note }): Text => {
      const span = printSpan(inForce ?? rules.inForce)
      const place = articleWords(article)
      return {
        zh: `${printTerm(term)}：${rules.name.zh}${place.zh}（${span}）${note === undefined ? '' : `。${note.zh}`}`,
        en: `${printTerm(term)}: ${rules.name.en}, ${place.en} (${span})${note === undefined ? '' : `. ${note.en}`}`,
      }
    })
  })
  const proposed = statute.rules.flatMap((rules) => {
    const own = rules.parameters.filter((each) => each.norm === norm.id && meets(each.inForce ?? rules.inForce, data))
    return own.map(({ parameter, note }): Text => ({
      zh: `待定参数 ${parameter}（${rules.name.zh}）：${note.zh}`,
      en: `Parameter ${parameter}, to be set (${rules.name.en}): ${note.en}`,
    }))
  })
  return { ...term, figures: [...figures, ...proposed] }
}
