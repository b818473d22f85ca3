import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { Text } from '#law/text.ts'
import type { CommandForm } from '#procedures/command.ts'
import { openForms, type Host } from './door.ts'
import type { Draft } from './draft.ts'
import { html, type Html } from './html.ts'
import { pageOf, troubleBox, type Reading } from './page.ts'
import { questionsOf, type Question } from './question.ts'
import { inputId, valuesOf, type Problems } from './typed.ts'
import { shownValue } from './value.ts'
import { askedUnder, hasBlocks, widget } from './widget.ts'

const FORM = 'filing'

const titleOf = ({ fields }: Question, { say, word }: Reading): string => (fields.length === 1 ? say(fields[0]?.label ?? { zh: '', en: '' }) : word('aboutYou'))

/** What may be begun here, and what it will ask. */
export function startPage(reading: Reading, host: Host, procedure: CataloguedProcedure): Html {
  const { say, word } = reading
  const forms = openForms(procedure).filter(({ opens }) => opens)
  const offered = forms.map((form): Html => {
    const questions = questionsOf(form)
    const heading = forms.length > 1 ? html`<h2>${say(form.title)}</h2>` : html`<h2>${word('asked')}</h2>`
    return html`<section class="offer">
      ${heading} ${forms.length > 1 && form.help !== null && html`<p>${say(form.help)}</p>`}
      <ol class="asked">
        ${questions.map((question) => html`<li>${titleOf(question, reading)}${question.optional && html` <span class="optional">${word('optional')}</span>`}</li>`)}
      </ol>
      <form method="post" action="/p/${host.id}/${procedure.id}">
        <input type="hidden" name="type" value="${form.type}" /><button class="main" name="go" value="begin">
          ${word('begin')}${forms.length > 1 && html`<span class="unseen"> ${say(form.title)}</span>`}
        </button>
      </form>
    </section>`
  })
  const [only] = forms
  const title = forms.length === 1 && only !== undefined ? only.title : procedure.title
  const most = Math.max(...forms.map((form) => questionsOf(form).length))
  return pageOf(reading, {
    title: say(title),
    host,
    body: html`<h1>${say(title)}</h1>
      ${forms.length === 1 && only !== undefined && only.help !== null && html`<p class="lead">${say(only.help)}</p>`}
      <ul class="before">
        <li>${word('howLong', { n: most })}</li>
        <li>${word('howCode')}</li>
        <li>${word('howLost')}</li>
      </ul>
      ${offered}`,
  })
}

interface Shown {
  readonly host: Host
  readonly procedure: CataloguedProcedure
  readonly draft: Draft
  readonly sealed: string
}

/** One question, with what has been typed and what is wrong with it. */
export function questionPage(reading: Reading, { host, procedure, draft, sealed }: Shown, question: Question, problems: Problems): Html {
  const { word, say } = reading
  const { at, questions, typed, seen, form } = draft
  const [only, ...others] = question.fields
  const title = titleOf(question, reading)
  const filling = { reading, typed, problems }
  const fields =
    only !== undefined && others.length === 0
      ? html`${widget(only, only.name, filling, true)}${askedUnder(reading, only.source, only.personal)}`
      : html`<h1>${title}</h1>
          ${question.fields.map((field) => widget(field, field.name, filling, false))}${askedUnder(reading, only?.source ?? null, true)}`
  const wrong = [...problems].map(([path, text]) => ({ text: say(text), at: inputId(path) }))
  return pageOf(reading, {
    title: `${wrong.length > 0 ? word('wrongTitle') : ''}${title}`,
    host,
    form: FORM,
    body: html`${wrong.length > 0 && troubleBox(reading, wrong)}
      <p class="progress"><span class="unseen">${say(form.title)} </span>${word('question', { n: at + 1, m: questions.length })}</p>
      <div class="ticks" aria-hidden="true">${questions.map((_, place) => html`<i${place <= at && html` class="is-past"`}></i>`)}</div>
      <form id="${FORM}" method="post" action="/p/${host.id}/${procedure.id}" novalidate>
        <input type="hidden" name="draft" value="${sealed}" />
        ${hasBlocks(question.fields) && html`<button class="unseen" name="go" value="next" tabindex="-1" aria-hidden="true">${word('next')}</button>`} ${fields}
        <p class="buttons">
          <button class="main" name="go" value="next">${word(seen ? 'toReview' : 'next')}</button>
          ${question.optional && !seen && html`<button name="go" value="skip" formnovalidate>${word('skip')}</button>`}
          ${at > 0 && !seen && html`<button name="go" value="back" formnovalidate>${word('back')}</button>`}
        </p>
      </form>`,
  })
}

/** Exactly what leaves, to whom and under which provision; then one plain button. */
export function reviewPage(reading: Reading, { host, procedure, draft, sealed }: Shown, trouble?: Text): Html {
  const { word, say, cite } = reading
  const { form, questions, typed } = draft
  const fields = questions.flatMap((question, place) => question.fields.map((field) => ({ field, place })))
  const values = valuesOf(
    fields.map(({ field }) => field),
    typed,
  )
  const sources = [...new Set(fields.flatMap(({ field: { source } }) => (source === null ? [] : [say(cite(source))])))]
  return pageOf(reading, {
    title: word('review'),
    host,
    form: FORM,
    body: html`${trouble !== undefined && troubleBox(reading, [{ text: say(trouble) }])}
      <h1>${word('review')}</h1>
      <form id="${FORM}" method="post" action="/p/${host.id}/${procedure.id}">
        <input type="hidden" name="draft" value="${sealed}" />
        <dl class="slip">
          <div>
            <dt>${word('goesTo')}</dt>
            <dd><strong>${say(host.party.name)}</strong></dd>
          </div>
          <div>
            <dt>${word('goesAs')}</dt>
            <dd>${say(form.title)}</dd>
          </div>
          <div>
            <dt>${word('goesUnder')}</dt>
            <dd class="law">${sources.map((source) => html`<span>${source}</span>`)}</dd>
          </div>
          <div>
            <dt>${word('goesWith')}</dt>
            <dd>${word('goesWithWhat')}</dd>
          </div>
        </dl>
        <h2>${word('yourAnswers')}</h2>
        <dl class="answers">
          ${fields.map(({ field, place }) => {
            const label = say(field.label)
            const shown = shownValue(reading, field, values[field.name])
            return html`<div>
              <dt>${label}</dt>
              <dd>${shown ?? html`<span class="blank">${word('blank')}</span>`}</dd>
              <dd class="change">
                <button class="plain" name="go" value="to:${place}" aria-label="${word('changeWhat', { label })}">${word('change')}</button>
              </dd>
            </div>`
          })}
        </dl>
        <p class="buttons"><button class="main" name="go" value="send">${word('send', { party: say(host.party.name) })}</button></p>
      </form>`,
  })
}

/** The command that a draft comes to. */
export function commandOf({ form, questions, typed }: Draft): object {
  return {
    type: form.type,
    ...valuesOf(
      questions.flatMap(({ fields }) => fields),
      typed,
    ),
  }
}

/** A form of a procedure that begins a matter. */
export function opening(procedure: CataloguedProcedure, type: string): CommandForm | undefined {
  return openForms(procedure).find((form) => form.opens && form.type === type)
}
