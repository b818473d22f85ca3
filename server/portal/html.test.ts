import { expect, test } from 'vitest'
import { html } from './html.ts'

const HOSTILE = [
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '</textarea><svg/onload=alert(1)>',
  '`${alert(1)}`',
  '&lt;b&gt;',
  '<!--',
  ']]>',
  '\u0000<b>\u202e',
]

test('what comes from elsewhere opens no tag and closes no quote', () => {
  expect(HOSTILE.length).toBeGreaterThan(0)
  for (const text of HOSTILE) {
    const { text: made } = html`<p title="${text}">${text}</p>`
    const inside = made.replace(/^<p title="|<\/p>$/g, '').replace('">', ' ')
    expect(['<', '>', '"', "'", '`', '\u0000', '\u202e'].filter((sign) => inside.includes(sign))).toEqual([])
    expect(made.match(/</g)).toHaveLength(2)
  }
})

test('markup in markup is not escaped again, nothing is nothing, lists stand one after the other', () => {
  const items = ['a<', 'b'].map((item) => html`<b>${item}</b>`)
  expect(html`<p>${items}</p>`.text).toBe('<p><b>a&lt;</b><b>b</b></p>')
  expect(html`<p>${undefined}${null}${false}${0}</p>`.text).toBe('<p>0</p>')
})

test('a value without quotes is a fault', () => {
  expect(() => html`<a href=${'x'}></a>`).toThrow('without quotes')
  expect(html`<a href="${'x'}">a=${'b'}</a>`.text).toBe('<a href="x">a=b</a>')
})
