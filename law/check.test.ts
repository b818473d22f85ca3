import { describe, expect, test } from 'vitest'
import { loadStatute, type StatuteFiles } from './load.ts'
import type { Problem, SourceFile } from './source.ts'
import { files } from './statute.fixture.ts'

type Part = 'vocabulary' | 'edition' | 'provisions' | 'norms' | 'liability' | 'rule'

const RULE = 'incident-reporting-2025'

/** The law with one file's text changed. */
function changed(part: Part, change: (text: string) => string): { files: StatuteFiles; file: SourceFile } {
  let touched: SourceFile | undefined
  const alter = (file: SourceFile): SourceFile => (touched = { ...file, text: change(file.text) })
  const altered: StatuteFiles = {
    vocabulary: part === 'vocabulary' ? alter(files.vocabulary) : files.vocabulary,
    editions: files.editions.map((four) => {
      const ours = part !== 'vocabulary' && part !== 'rule' && four.edition.name.includes('csl-2017')
      return ours ? { ...four, [part]: alter(four[part]) } : four
    }),
    rules: files.rules.map((file) => (part === 'rule' && file.name.includes(RULE) ? alter(file) : file)),
    calendar: files.calendar,
  }
  if (touched === undefined) throw new Error(`no file for ${part}`)
  return { files: altered, file: touched }
}

/** What the loader says of the law with `text` put for the first `sought` after `mark`. */
function refusals(part: Part, mark: string, sought: string, text: string): { problems: readonly Problem[]; file: SourceFile } {
  const { files: altered, file } = changed(part, (whole) => {
    const from = whole.indexOf(mark)
    const at = whole.indexOf(sought, from)
    if (from < 0 || at < 0) throw new Error(`not in the file: ${from < 0 ? mark : sought}`)
    return whole.slice(0, at) + text + whole.slice(at + sought.length)
  })
  const { loaded, problems } = loadStatute(altered, 'check')
  expect(loaded).toBeUndefined()
  return { problems, file }
}

/** The number, from 1, of the first line at or after `mark` that holds `wanted`. */
function lineAt(file: SourceFile, mark: string, wanted: string): number {
  const at = file.text.indexOf(wanted, file.text.indexOf(mark))
  expect(at).toBeGreaterThan(0)
  return file.text.slice(0, at).split('\n').length
}

/** One change, one refusal: in that file, on the line that holds `wanted`, in words that match. */
function refused(part: Part, mark: string, sought: string, text: string, wanted: string, message: RegExp): void {
  const { problems, file } = refusals(part, mark, sought, text)
  const line = lineAt(file, mark, wanted)
  expect(problems.map((problem) => [problem.file, problem.line, message.test(problem.message)])).toContainEqual([file.name, line, true])
}

test('the law as it stands is taken', () => {
  expect(loadStatute(files, 'check').problems).toEqual([])
})

describe('the loader refuses, with file and line,', () => {
  test('a citation of a provision that the edition does not have', () => {
    refused('norms', 'id: report.handle', 'cites: ["14.1"]', 'cites: ["14.9"]', 'cites: ["14.9"]', /dangling citation.* 14\.9/)
  })

  test('a norm without a citation', () => {
    refused('norms', 'id: report.handle', 'cites: ["14.1"]', 'cites: []', 'cites: []', /without a citation/)
    refused('norms', 'id: report.handle', '    cites: ["14.1"]\n', '', 'id: report.handle', /cites/)
  })

  test('an event that the vocabulary lacks', () => {
    refused(
      'norms',
      'id: report.handle',
      'done: { on: report.handled }',
      'done: { on: report.dealt-with }',
      'done: { on: report.dealt-with }',
      /no event "report\.dealt-with"/,
    )
    refused(
      'norms',
      'id: report.handle',
      'trigger: { on: report.made,',
      'trigger: { on: report.given,',
      'trigger: { on: report.given,',
      /no event "report\.given"/,
    )
  })

  test('a fact that the vocabulary lacks', () => {
    refused('norms', 'id: report.handle', 'fact: withinRemit', 'fact: withinReach', 'fact: withinReach', /no fact "withinReach"/)
    refused('norms', 'id: assistance.provide', 'by: until', 'by: someday', 'by: someday', /no fact "someday"/)
    refused('rule', 'numbers:', 'fact: incidentLevel', 'fact: incidentGravity', 'fact: incidentGravity', /no fact "incidentGravity"/)
    refused('edition', 'role: cii-operator', 'fact: designatedCii', 'fact: designated', 'fact: designated,', /no fact "designated"/)
  })

  test('a value that the fact does not have', () => {
    refused('norms', 'id: report.handle', 'is: true', 'is: maybe', 'is: maybe', /"maybe" is no value of the fact "withinRemit"/)
    refused('rule', 'id: incident.below-reporting-level', 'is: IV', 'is: V', 'is: V', /"V" is no value of the fact "incidentLevel"/)
    refused(
      'liability',
      'provision: "59.1"',
      '[harm, serious, especially-serious]',
      '[harm, grave]',
      '[harm, grave]',
      /"grave" is no value of the fact "consequences"/,
    )
  })

  test('a bound on a fact that is not a number', () => {
    refused('norms', 'id: report.handle', 'is: true', 'min: 1', 'min: 1', /"withinRemit" is not a number/)
  })

  test('two norms of one id', () => {
    refused(
      'norms',
      'id: report.transfer',
      'id: report.transfer',
      'id: report.handle',
      'id: report.handle\n    title: { zh: 及时移送',
      /"report\.handle" stands twice/,
    )
  })

  test('an id with an article number in it', () => {
    refused('norms', 'id: report.handle', 'id: report.handle', 'id: report.handle-14', 'id: report.handle-14', /without article numbers/)
  })

  test('a duty to do what another norm forbids, where neither defeats the other', () => {
    refused('norms', 'id: cooperation.join', 'id: content.stop', 'id: content.stop', 'id: content.stop', /^$|/)
    const { problems } = refusals('norms', 'id: operation.obey-law', 'done: { on: obligation.other-met }', 'done: { on: attack.committed }')
    const conflict = problems.find((problem) => problem.message.startsWith('conflict'))
    expect(conflict?.message).toMatch(/"attack\.committed" fulfils "operation\.obey-law" and breaches "(attack\.prohibited|conduct\.security-harm-prohibited)"/)
  })
})
