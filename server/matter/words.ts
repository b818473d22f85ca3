import type { Vocabulary } from '#law/vocabulary.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'

type EventForm = CataloguedProcedure['events'][number]

/** An event's form with the law's own words for its facts, where the procedure has none: the vocabulary names them. */
export function wordedEvent(form: EventForm, { facts }: Vocabulary): EventForm {
  const titles = new Map(facts.map(({ fact, title }) => [fact, title]))
  return {
    ...form,
    facts: form.facts.map((field) => (field.label.en === field.name ? { ...field, label: titles.get(field.name) ?? field.label } : field)),
  }
}
