import { printTerm } from '#law/deadline.ts'
import { printDay } from '#law/instant.ts'
import type { Norm } from '#law/norm.ts'
import { deadlineWords, triggerWords } from '#law/norm-row.ts'
import type { EditionData } from '#law/statute.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { NormPage } from '../contract/law.ts'
import { citeOf } from './edition.ts'
import type { Library } from './library.ts'

interface Version {
  readonly norm: Norm
  readonly rule: NormPage['versions'][number]['rule']
  readonly all: readonly Norm[]
}

/** A norm in every edition, the statute's own or of a rule below it; `undefined` where nobody states it. */
export function pageOfNorm({ statute }: Library, catalogue: readonly CataloguedProcedure[], id: string): NormPage | undefined {
  const versions = statute.editions.flatMap((data) => versionsIn(data).map((version) => shown(data, version)))
  if (versions.length === 0) return undefined
  const numbers = statute.rules.flatMap(({ instrument, name, inForce, numbers: figures }) =>
    figures
      .filter(({ norm }) => norm === id)
      .map(({ article, term, confidence, inForce: own = inForce, note = null }) => ({
        instrument,
        name,
        article,
        term: printTerm(term),
        confidence,
        inForceFrom: printDay(own.from),
        inForceTo: own.to === undefined ? null : printDay(own.to),
        note,
      })),
  )
  const procedures = catalogue
    .filter(({ serves }) => serves.includes(id))
    .map(({ id: procedure, title, settles, commands }) => ({
      procedure,
      title,
      commands: commands
        .filter(({ type }) => settles.some(({ norm, command }) => norm === id && command === type))
        .map(({ type, title: words }) => ({ command: type, title: words })),
    }))
  return { encoding: statute.encoding, id, versions, numbers, procedures }

  function versionsIn(data: EditionData): readonly Version[] {
    const all = data.norms.norms
    const own = all.filter((norm) => norm.id === id).map((norm) => ({ norm, rule: null, all }))
    const below = statute.rules.flatMap(({ instrument, name, norms }) =>
      norms
        .filter((norm) => norm.id === id)
        .map((norm) => ({ norm: { ...norm, cites: [...(data.ruleCites[norm.id] ?? [])] }, rule: { instrument, name, article: norm.article }, all })),
    )
    return [...own, ...below]
  }
}

function shown(data: EditionData, { norm, rule, all }: Version): NormPage['versions'][number] {
  const cited = (provision: string) => ({ provision, cite: citeOf(data, provision) })
  return {
    edition: data.edition.id,
    title: norm.title,
    cites: norm.cites.map(cited),
    rule,
    deontic: norm.deontic,
    bearer: norm.bearer,
    trigger: triggerWords(norm, all),
    deadline: deadlineWords(norm.deadline),
    policy: norm.policy,
    reading: norm.reading ?? null,
    next: norm.next ?? null,
    evidence: norm.evidence,
    liability: norm.liability.map(cited),
  }
}
