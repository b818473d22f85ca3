import { expect, test } from 'vitest'
import { catalogue } from '#procedures/catalogue.ts'
import type { FieldForm } from '#procedures/field.ts'
import { commandOf, missingIn } from './value.ts'

function fieldsOf(procedure: string, command: string): readonly FieldForm[] {
  const form = catalogue.find(({ id }) => id === procedure)?.commands.find(({ type }) => type === command)
  if (form === undefined) throw new Error(`no form ${procedure} ${command}`)
  return form.fields
}

test('what is blank is not said, and a no is', () => {
  const typed = { title: '  ', knownAt: '2026-03-02T09:00:00+08:00', endangersSecurity: false, suspectedCase: undefined }
  expect(commandOf(fieldsOf('incident', 'discover'), typed)).toEqual({ knownAt: '2026-03-02T09:00:00+08:00', endangersSecurity: false })
})

test('groups that a command must have are there when nothing is in them; others only once they are begun', () => {
  expect(commandOf(fieldsOf('system', 'amend'), {})).toEqual({ facts: {}, particulars: {} })
  expect(commandOf(fieldsOf('system', 'amend'), { name: { zh: '支付' } })).toMatchObject({ name: { zh: '支付' } })
})

test('required blanks are named by their path, those of a group that was begun among them', () => {
  expect([...missingIn(fieldsOf('incident', 'discover'), {}).keys()]).toEqual(['knownAt', 'title', 'eventKind', 'endangersSecurity'])
  expect([...missingIn(fieldsOf('system', 'amend'), { name: { zh: '支付' } }).keys()]).toContain('name.en')
  expect([...missingIn(fieldsOf('system', 'amend'), {}).keys()]).not.toContain('name.en')
})
