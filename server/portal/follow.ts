import type { Text } from '#law/text.ts'
import type { CommandForm } from '#procedures/command.ts'
import type { CataloguedProcedure, Matter } from '#procedures/matter.ts'
import type { Step } from '#procedures/step.ts'
import type { Host } from './door.ts'
import { html, type Html } from './html.ts'
import { pageOf, troubleBox, type Reading } from './page.ts'
import { askedOf } from './question.ts'
import { inputId, type Problems, type Typed } from './typed.ts'
import { pairs, timeOf } from './value.ts'
import type { Word } from './words.ts'
import { askedUnder, hasBlocks, widget } from './widget.ts'

/** What the public itself has said: shown as theirs. */
const FROM_THE_PUBLIC: readonly string[] = ['complaint.message-received', 'rights.supplemented']

/** Where the code is asked for. */
export function codePage(reading: Reading, host: Host, { wrong, note }: { readonly wrong?: Word | undefined; readonly note?: Word | undefined }): Html {
  const { word } = reading
  const problem = wrong === undefined ? undefined : word(wrong)
  return pageOf(reading, {
    title: `${problem === undefined ? '' : word('wrongTitle')}${word('enter')}`,
    host,
    body: html`${problem !== undefined && troubleBox(reading, [{ text: problem, at: 'code' }])}
      ${note !== undefined && html`<p class="note" role="status">${word(note)}</p>`}
      <form method="post" action="/p/${host.id}/follow">
        <div class="field${problem !== undefined && ' is-wrong'}">
          <h1><label for="code">${word('enter')}</label></h1>
          <p class="help" id="code-help">${word('codeHelp')}</p>
          ${problem !== undefined && html`<p class="wrong" id="code-wrong">${problem}</p>`}
          <input
            class="code-input"
            type="text"
            id="code"
            name="code"
            maxlength="60"
            autocomplete="off"
            autocapitalize="characters"
            spellcheck="false"
            aria-describedby="code-help${problem !== undefined && ' code-wrong'}"
            ${problem !== undefined && html` aria-invalid="true"`}
          />
        </div>
        <p class="buttons"><button class="main">${word('see')}</button></p>
      </form>`,
  })
}

const STATE = {
  done: { sign: '✓', word: 'stepDone' },
  now: { sign: '●', word: 'stepNow' },
  ahead: { sign: '○', word: 'stepAhead' },
  'not-needed': { sign: '–', word: 'stepNotNeeded' },
} as const satisfies Record<Step['state'], { readonly sign: string; readonly word: Word }>

function stepsOf(reading: Reading, steps: readonly Step[]): Html {
  const { say, word } = reading
  return html`<ol class="steps">
    ${steps.map(
      ({ title, state, at }) =>
        html`<li class="step-${state}">
          <span class="sign" aria-hidden="true">${STATE[state].sign}</span><span class="step-title">${say(title)}</span>
          <span class="step-state">${state === 'done' && at !== null ? timeOf(reading, at) : word(STATE[state].word)}</span>
        </li>`,
    )}
  </ol>`
}

function toldOf(reading: Reading, host: Host, procedure: CataloguedProcedure, matter: Matter): Html {
  const { say, word } = reading
  const told = matter.entries.filter(({ event }) => procedure.tells.includes(event.kind))
  if (told.length === 0) return html`<p class="empty">${word('toldNone')}</p>`
  return html`<ol class="told">
    ${told.map(({ event }) => {
      const form = procedure.events.find(({ kind }) => kind === event.kind)
      const mine = FROM_THE_PUBLIC.includes(event.kind)
      return html`<li${mine && html` class="is-mine"`}><p class="told-head"><strong>${mine ? word('you') : say(host.party.name)}</strong> · ${form !== undefined && say(form.title)} · ${timeOf(reading, event.occurred)}</p>${pairs(reading, form?.details ?? [], event.detail)}</li>`
    })}
  </ol>`
}

/** A command that somebody may give who follows: its form, or why it may not be given now. */
export interface Offer {
  readonly form: CommandForm
  readonly sealed: string
  readonly not: Text | undefined
}

/** What was sent with one of the forms and could not be taken. */
export interface Tried {
  readonly type: string
  readonly typed: Typed
  readonly problems: Problems
  readonly refusal?: Text | undefined
}

function offerOf(reading: Reading, host: Host, { form, sealed, not }: Offer, tried: Tried | undefined): Html {
  const { say, word } = reading
  const own = tried?.type === form.type ? tried : undefined
  const fields = askedOf(form)
  const [only, ...others] = fields
  const filling = { reading, typed: own?.typed ?? [], problems: own?.problems ?? new Map() }
  const inside =
    not === undefined || own !== undefined
      ? html`<form method="post" action="/p/${host.id}/follow/${form.type}" novalidate>
          <input type="hidden" name="ticket" value="${sealed}" />
          ${hasBlocks(fields) && html`<button class="unseen" name="go" value="next" tabindex="-1" aria-hidden="true">${say(form.title)}</button>`}
          ${fields.map((field) => widget(field, field.name, filling, false))}
          ${only !== undefined && others.length === 0 && askedUnder(reading, only.source, only.personal)}
          <p class="buttons"><button class="main" name="go" value="next">${word('send', { party: say(host.party.name) })}</button></p>
        </form>`
      : html`<p class="note">${say(not)}</p>`
  return html`<section class="offer" aria-labelledby="offer-${form.type}">
    <h2 id="offer-${form.type}">${say(form.title)}</h2>
    ${inside}
  </section>`
}

export interface Followed {
  readonly procedure: CataloguedProcedure
  readonly matter: Matter
  readonly steps: readonly Step[]
  readonly offers: readonly Offer[]
  readonly tried?: Tried | undefined
  readonly note?: Word | undefined
}

/** How a matter stands, what was said, and what its maker may add. */
export function followPage(reading: Reading, host: Host, { procedure, matter, steps, offers, tried, note }: Followed): Html {
  const { say, word } = reading
  const wrong = [
    ...(tried?.refusal === undefined ? [] : [{ text: say(tried.refusal) }]),
    ...[...(tried?.problems ?? [])].map(([path, text]) => ({ text: say(text), at: inputId(path) })),
  ]
  return pageOf(reading, {
    title: `${wrong.length > 0 ? word('wrongTitle') : ''}${say(procedure.title)}`,
    host,
    body: html`${wrong.length > 0 && troubleBox(reading, wrong)} ${note !== undefined && html`<p class="note" role="status">${word(note)}</p>`}
      <h1>${say(procedure.title)}</h1>
      <h2>${word('steps')}</h2>
      ${stepsOf(reading, steps)}
      <h2 id="told">${word('told')}</h2>
      ${toldOf(reading, host, procedure, matter)} ${offers.map((offer) => offerOf(reading, host, offer, tried))}
      <form class="leave" method="post" action="/p/${host.id}/follow">
        <p>${word('leaveHelp')}</p>
        <button name="go" value="leave">${word('leave')}</button>
      </form>`,
  })
}
