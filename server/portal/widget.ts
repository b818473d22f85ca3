import type { FieldForm } from '#procedures/field.ts'
import type { Source } from '#procedures/source.ts'
import { html, type Html } from './html.ts'
import type { Reading } from './page.ts'
import { blocksOf, inputId, inputName, textAt, textsAt, type Problems, type Typed } from './typed.ts'

/** A form that is being filled in. */
export interface Filling {
  readonly reading: Reading
  readonly typed: Typed
  readonly problems: Problems
}

interface Option {
  readonly value: string
  readonly label: string
}

/** More choices than this are a list that opens. */
const MOST_RADIOS = 12

/** What browsers may fill in by themselves. */
const PURPOSES: Readonly<Record<string, string>> = { name: 'name', requester: 'name' }

/** A question's own heading is its label. */
const titled = (field: FieldForm, { say, word }: Reading): Html =>
  html`${say(field.label)}${!field.required && html` <span class="optional">${word('optional')}</span>`}`

/** Which provision asks, and what is done with what concerns a person. */
export function askedUnder({ say, word, cite }: Reading, source: Source | null, isPersonal: boolean): Html {
  return html`<p class="source">
    ${source !== null && html`<span>${word('asks')} <span class="law">${say(cite(source))}</span></span>`}${isPersonal && html`<span>${word('personal')}</span>`}
  </p>`
}

interface Around {
  readonly id: string
  readonly described: string
  readonly wrong: boolean
  readonly notes: Html
}

/** Help and what is wrong, with their ids, to stand between a label and its input. */
function around(field: FieldForm, path: string, { reading, problems }: Filling, more?: string): Around {
  const id = inputId(path)
  const problem = problems.get(path)
  const help = [field.help === null ? undefined : reading.say(field.help), more].filter((text) => text !== undefined).join(' ')
  const described = [help === '' ? undefined : `${id}-help`, problem === undefined ? undefined : `${id}-wrong`].filter((part) => part !== undefined).join(' ')
  const notes = html`${help !== '' && html`<p class="help" id="${id}-help">${help}</p>`}${problem !== undefined && html`<p class="wrong" id="${id}-wrong">${reading.say(problem)}</p>`}`
  return { id, described, wrong: problem !== undefined, notes }
}

function attributes({ id, described, wrong }: Around, path: string): Html {
  return html`id="${id}" name="${inputName(path)}"${described !== '' && html` aria-describedby="${described}"`}${wrong && html` aria-invalid="true"`}`
}

const heads = (isHead: boolean, label: Html): Html => (isHead ? html`<h1>${label}</h1>` : label)

/** One field with its label. `isHead` where it is all that the page asks: the label is then the page's heading. */
export function widget(field: FieldForm, path: string, filling: Filling, isHead: boolean): Html {
  const { reading, typed } = filling
  const { word, say } = reading
  const label = titled(field, reading)
  const text = textAt(typed, path)
  const line = (made: Around, input: Html): Html =>
    html`<div class="field${made.wrong && ' is-wrong'}">${heads(isHead, html`<label for="${made.id}">${label}</label>`)}${made.notes}${input}</div>`
  switch (field.widget) {
    case 'text':
    case 'register': {
      const made = around(field, path, filling)
      return line(made, html`<input type="text" ${attributes(made, path)} value="${text}" autocomplete="${PURPOSES[field.name] ?? 'off'}" />`)
    }
    case 'long-text': {
      const made = around(field, path, filling)
      // A line break right behind the tag is not part of the text.
      return line(made, html`<textarea ${attributes(made, path)} rows="8">${`\n${text}`}</textarea>`)
    }
    case 'number': {
      const made = around(field, path, filling)
      const bounds = html`${field.min !== null && html` min="${field.min}"`}${field.max !== null && html` max="${field.max}"`}`
      return line(made, html`<input type="number" inputmode="numeric" step="any" ${bounds} ${attributes(made, path)} value="${text}" />`)
    }
    case 'day': {
      const made = around(field, path, filling)
      return line(made, html`<input type="date" ${attributes(made, path)} value="${text}" />`)
    }
    case 'moment': {
      const made = around(field, path, filling, word('beijing'))
      return line(made, html`<input type="datetime-local" ${attributes(made, path)} value="${text}" />`)
    }
    case 'choice': {
      const options = field.options.map(({ value, label: words }) => ({ value, label: say(words) }))
      const open = field.required ? [] : [{ value: '', label: word('leaveOpen') }]
      if (options.length <= MOST_RADIOS) return choices(field, path, filling, isHead, [...options, ...open])
      const made = around(field, path, filling)
      const shown = [{ value: '', label: word('choose') }, ...options]
      return line(
        made,
        html`<select ${attributes(made, path)}>
          ${shown.map((option) => html`<option value="${option.value}" ${option.value === text && html` selected`}>${option.label}</option>`)}
        </select>`,
      )
    }
    case 'yes-no':
    case 'yes-no-unknown':
      return choices(field, path, filling, isHead, [
        { value: 'yes', label: word('yes') },
        { value: 'no', label: word('no') },
        ...(field.widget === 'yes-no-unknown' ? [{ value: '', label: word('unknown') }] : []),
      ])
    case 'many':
      return choices(
        field,
        path,
        filling,
        isHead,
        field.options.map(({ value, label: words }) => ({ value, label: say(words) })),
      )
    case 'list':
    case 'evidence':
      return list(field, path, filling, isHead)
    case 'group': {
      const made = around(field, path, filling)
      return grouped(made, isHead, label, html`${field.fields.map((inner) => widget(inner, `${path}.${inner.name}`, filling, false))}`)
    }
  }
}

function grouped({ id, described, wrong, notes }: Around, isHead: boolean, label: Html, inside: Html): Html {
  return html`<fieldset class="field${wrong && ' is-wrong'}" id="${id}-all" ${described !== '' && html` aria-describedby="${described}"`}>
    <legend>${heads(isHead, label)}</legend>
    ${notes}${inside}
  </fieldset>`
}

function choices(field: FieldForm, path: string, filling: Filling, isHead: boolean, options: readonly Option[]): Html {
  const many = field.widget === 'many'
  const made = around(field, path, filling, many ? filling.reading.word('severally') : undefined)
  const chosen = textsAt(filling.typed, path)
  const inside = options.map(({ value, label }, place) => {
    const id = place === 0 ? made.id : `${made.id}-${place}`
    return html`<div class="choice">
      <input type="${many ? 'checkbox' : 'radio'}" id="${id}" name="${inputName(path)}" value="${value}" ${chosen.includes(value) && html` checked`} /><label
        for="${id}"
        >${label}</label
      >
    </div>`
  })
  return grouped(made, isHead, titled(field, filling.reading), html`<div class="choices${options.length > 6 && ' is-many'}">${inside}</div>`)
}

/** Repeated blocks. Adding and removing one are buttons of the form: what has been typed goes with them. */
function list(field: FieldForm, path: string, filling: Filling, isHead: boolean): Html {
  const { reading, typed } = filling
  const { word, say } = reading
  const made = around(field, path, filling)
  const count = blocksOf(typed, path)
  const blocks = Array.from({ length: count }, (_, place) => {
    const at = `${path}.${place}`
    const n = place + 1
    const drop = count > 1 && html`<button class="plain" name="go" value="drop:${at}" formnovalidate>${word('drop', { n })}</button>`
    if (field.fields.length > 0)
      return html`<fieldset class="block">
        <legend>${word('item', { n })}</legend>
        ${field.fields.map((inner) => widget(inner, `${at}.${inner.name}`, filling, false))}${drop}
      </fieldset>`
    const one = around({ ...field, help: null }, at, filling)
    return html`<div class="block${one.wrong && ' is-wrong'}">
      <label for="${one.id}"><span class="unseen">${say(field.label)} </span>${word('item', { n })}</label>${one.notes}<input
        type="text"
        ${attributes(one, at)}
        value="${textAt(typed, at)}"
        autocomplete="off"
      />${drop}
    </div>`
  })
  const inside = html`${blocks}<button class="plain" name="go" value="add:${path}" formnovalidate>${word('add')}</button>`
  return grouped(made, isHead, titled(field, reading), inside)
}

/** Whether the first button in the page is not the one that goes on: pressing Enter must not remove a block. */
export const hasBlocks = (fields: readonly FieldForm[]): boolean =>
  fields.some(({ widget: kind, fields: inner }) => kind === 'list' || kind === 'evidence' || hasBlocks(inner))
