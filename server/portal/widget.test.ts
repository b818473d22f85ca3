import { expect, test } from 'vitest'
import { z } from 'zod'
import { statute } from '#law/statute.fixture.ts'
import { dayOf } from '#law/instant.ts'
import { choice, field, fieldsOf, type FieldForm } from '#procedures/field.ts'
import { DayText, Moment } from '#procedures/moment.ts'
import { citer } from '../document/citation.ts'
import { readingIn } from './page.ts'
import { blocksOf, retyped, valuesOf, withBlock, withoutBlock, type Typed } from './typed.ts'
import { widget } from './widget.ts'

const words = (zh: string) => ({ zh, en: `${zh} en` })
const COLOURS = { red: words('红'), blue: words('蓝') }
const day = dayOf('2026-04-01')
if (day === undefined) throw new Error('no day')
const reading = readingIn('zh', citer(statute, day), '/p')

const form = fieldsOf(
  z.strictObject({
    line: field(z.string(), words('一行')),
    text: field(z.string(), { ...words('一段'), widget: 'long-text' }),
    count: field(z.number().int().min(1).max(9), words('个数')),
    at: field(Moment, words('时间')),
    on: field(DayText, words('日期')),
    colour: choice(['red', 'blue'], COLOURS, words('颜色')),
    colours: field(z.array(choice(['red', 'blue'], COLOURS, words('颜色'))), { ...words('几种颜色'), widget: 'many', options: COLOURS }),
    sure: field(z.boolean(), words('是否')),
    known: field(z.boolean().optional(), words('是否知道')),
    names: field(z.array(z.string()), words('名单')),
    people: field(z.array(z.strictObject({ name: field(z.string(), words('姓名')), age: field(z.number().optional(), words('年龄')) })), words('人员')),
    place: field(z.strictObject({ city: field(z.string(), words('城市')) }), words('地点')),
    files: field(z.array(z.string()), { ...words('材料'), widget: 'evidence' }),
    system: field(z.string(), { ...words('系统'), register: 'system' }),
  }),
)

/** Every kind of field, as a browser sends it. */
const TYPED: Typed = [
  ['line', ' <b>甲</b> '],
  ['text', '\n第一行\n第二行'],
  ['count', '3'],
  ['at', '2026-03-02T09:12'],
  ['on', '2026-03-02'],
  ['colour', 'blue'],
  ['colours', 'red'],
  ['colours', 'blue'],
  ['sure', 'no'],
  ['known', ''],
  ['names.0', '乙'],
  ['names.1', ''],
  ['people.0.name', '丙'],
  ['people.0.age', '40'],
  ['people.1.name', '丁'],
  ['place.city', '杭州'],
  ['files.0', 'a'.repeat(64)],
  ['system', 'shop'],
]

const drawn = (one: FieldForm, typed: Typed = TYPED): string => widget(one, one.name, { reading, typed, problems: new Map() }, true).text.replace(/\s+/g, ' ')
const named = (name: string): FieldForm => form.find((each) => each.name === name) ?? form[0] ?? expect.fail('no field')

test('what is typed becomes the values that the command asks for; what is left blank is left out', () => {
  expect(valuesOf(form, TYPED)).toEqual({
    line: '<b>甲</b>',
    text: '第一行\n第二行',
    count: 3,
    at: '2026-03-02T09:12:00+08:00',
    on: '2026-03-02',
    colour: 'blue',
    colours: ['red', 'blue'],
    sure: false,
    names: ['乙'],
    people: [{ name: '丙', age: 40 }, { name: '丁' }],
    place: { city: '杭州' },
    files: ['a'.repeat(64)],
    system: 'shop',
  })
})

test.for([
  ['line', 'type="text" id="f-line" name="f.line" value=" &lt;b&gt;甲&lt;/b&gt; "'],
  ['text', '第一行 第二行</textarea>'],
  ['count', 'min="1" max="9"'],
  ['at', 'type="datetime-local" id="f-at" name="f.at" aria-describedby="f-at-help" value="2026-03-02T09:12"'],
  ['on', 'type="date" id="f-on" name="f.on" value="2026-03-02"'],
  ['colour', 'type="radio" id="f-colour-1" name="f.colour" value="blue" checked'],
  ['colours', 'type="checkbox" id="f-colours" name="f.colours" value="red" checked'],
  ['sure', 'name="f.sure" value="no" checked'],
  ['known', 'name="f.known" value="" checked'],
  ['names', 'value="add:names"'],
  ['people', 'name="f.people.1.name" value="丁"'],
  ['place', 'name="f.place.city" value="杭州"'],
  ['files', `name="f.files.0" value="${'a'.repeat(64)}"`],
  ['system', 'name="f.system" value="shop"'],
] as const)('%s is asked with an input of the browser’s own, filled with what was typed', ([name, part]) => {
  const made = drawn(named(name)).replace(/ +/g, ' ')
  expect(made).toContain(part)
  // Every input has a label of its own.
  const ids = [...made.matchAll(/<(?:input|textarea|select)\b[^>]*\sid="([^"]+)"/g)].map(([, id]) => id)
  expect(ids.length).toBeGreaterThan(0)
  expect(ids.filter((id) => !made.includes(`for="${id}"`))).toEqual([])
})

test('each kind of field there is has been asked', () => {
  expect(form.map(({ widget: kind }) => kind).toSorted()).toEqual(
    ['choice', 'day', 'evidence', 'group', 'list', 'list', 'long-text', 'many', 'moment', 'number', 'register', 'text', 'yes-no', 'yes-no-unknown'].toSorted(),
  )
})

test('a block is added behind the others, one is removed, and those behind it move up', () => {
  const more = withBlock(TYPED, 'people')
  expect(blocksOf(more, 'people')).toBe(3)
  const fewer = withoutBlock(more, 'people', 0)
  expect(valuesOf([named('people')], fewer)).toEqual({ people: [{ name: '丁' }] })
  expect(blocksOf(fewer, 'people')).toBe(2)
  expect(valuesOf(form, fewer)).toMatchObject({ names: ['乙'], place: { city: '杭州' } })
})

test('an answer takes the place of the one before, and of no other', () => {
  const again = retyped(
    TYPED,
    [named('colours')],
    [
      ['colours', 'blue'],
      ['line', 'somebody else’s'],
    ],
  )
  expect(valuesOf(form, again)).toMatchObject({ colours: ['blue'], line: '<b>甲</b>' })
})
