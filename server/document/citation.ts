import { chineseNumber, printProvision } from '#law/citation.ts'
import { ruleWords } from '#law/explain.ts'
import { printDay, type Day } from '#law/instant.ts'
import { editionOn, type EditionData, type Statute } from '#law/statute.ts'
import type { Text } from '#law/text.ts'
import { INSTRUMENTS, type Source } from '#procedures/source.ts'

export type Cite = (source: Source) => Text

/** The law's name without the remark by which its editions are told apart: a document is dated, and that says which one it is. */
function nameOf({ edition: { title } }: EditionData): Text {
  return { zh: title.zh.replace(/（.*）$/, ''), en: title.en.replace(/ \(.*\)$/, '') }
}

function inEdition(data: EditionData, norm: string): Text | undefined {
  const place = (data.norms.norms.find(({ id }) => id === norm)?.cites ?? data.ruleCites[norm])?.[0]
  if (place === undefined) return undefined
  const paragraphs = data.paragraphs[place.split('.')[0] ?? ''] ?? 1
  const name = nameOf(data)
  return { zh: `《${name.zh}》${printProvision(place, 'zh', paragraphs)}`, en: `${name.en}, ${printProvision(place, 'en', paragraphs)}` }
}

/**
 * How rules are cited in a document of a day: a norm by its provision in the edition in force on that day, an instrument by its name and article.
 * A norm that the edition of the day does not have is cited from one that has it, with the day from which that one is in force.
 * A source that the law does not know is a fault of whoever wrote it.
 */
export function citer(statute: Statute, on: Day): Cite {
  const present = editionOn(statute, on)
  const enacted = statute.editions.filter(({ edition }) => edition.inForce !== undefined)

  function normWords(norm: string): Text | undefined {
    const own = present === undefined ? undefined : inEdition(present, norm)
    const provision = own ?? enacted.map((data) => elsewhere(data, norm)).findLast((words) => words !== undefined)
    const file = statute.rules.find(({ norms }) => norms.some(({ id }) => id === norm))
    const rule = file?.norms.find(({ id }) => id === norm)
    if (provision === undefined || file === undefined || rule === undefined) return provision
    const words = ruleWords(file.name, rule.article)
    return { zh: `${provision.zh}；${words.zh}`, en: `${provision.en}; ${words.en}` }
  }

  return (source) => {
    if ('norm' in source) {
      const words = normWords(source.norm)
      if (words === undefined) throw new TypeError(`no edition in force has the norm ${source.norm}`)
      return words
    }
    const name = INSTRUMENTS[source.instrument] ?? statute.rules.find(({ instrument }) => instrument === source.instrument)?.name
    if (name === undefined) throw new TypeError(`no instrument ${source.instrument}`)
    return itemWords(name, source.article) ?? ruleWords(name, source.article)
  }
}

/** `7(2)`: an item of an article. */
function itemWords(name: Text, written: string): Text | undefined {
  const [, article, item] = /^(\d{1,3})\((\d{1,2})\)$/.exec(written) ?? []
  if (article === undefined || item === undefined) return undefined
  return { zh: `《${name.zh}》第${chineseNumber(Number(article))}条第${chineseNumber(Number(item))}项`, en: `${name.en}, art. ${written}` }
}

function elsewhere(data: EditionData, norm: string): Text | undefined {
  const words = inEdition(data, norm)
  const from = data.edition.inForce?.from
  if (words === undefined || from === undefined) return undefined
  return { zh: `${words.zh}（${printDay(from)}起施行）`, en: `${words.en} (in force from ${printDay(from)})` }
}
