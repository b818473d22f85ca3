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
    refused(
      'norms',
      'id: operation.obey-law',
      'done: { on: obligation.other-met }',
      'done: { on: attack.committed }',
      'id: conduct.security-harm-prohibited',
      /conflict: "attack\.committed" fulfils "operation\.obey-law" and breaches "conduct\.security-harm-prohibited"/,
    )
  })

  test('norms that give rise to each other in a circle', () => {
    refused(
      'norms',
      'id: correction.order\n',
      'trigger: standing',
      'trigger: { exercised: correction.comply }',
      'id: correction.order\n',
      /circle of norms: correction\.order → correction\.comply → correction\.order/,
    )
  })

  test('norms that defeat each other in a circle', () => {
    refused(
      'norms',
      'id: attack.prohibited',
      'breached: { on: attack.committed }',
      'breached: { on: attack.committed }\n    defeats: [{ norm: attack.authorised-testing, how: exempts }]',
      'id: attack.authorised-testing',
      /circle of norms: attack\.authorised-testing → attack\.prohibited → attack\.authorised-testing/,
    )
  })

  test('a norm that defeats one that does not exist', () => {
    refused('norms', 'id: transfer.other-law', 'norm: transfer.assess', 'norm: transfer.asses', 'norm: transfer.asses,', /no norm "transfer\.asses"/)
  })

  test('a norm that nothing can reach', () => {
    const rectify = (trigger: string, message: RegExp): void =>
      refused('norms', 'id: interview.rectify', 'trigger: { exercised: interview.hold }', `trigger: { ${trigger} }`, `trigger: { ${trigger} }`, message)
    rectify('breach: protection.comply', /nothing can reach this norm: "protection\.comply" cannot be breached/)
    rectify('breach: interview.hold', /nothing can reach this norm: "interview\.hold" cannot be breached/)
    rectify('exercised: infrastructure.set-scope', /nothing can reach this norm: "infrastructure\.set-scope" names no event/)
    rectify('exercised: interview.held', /there is no norm "interview\.held"/)
  })

  test('a prohibition that does not say what breaches it', () => {
    refused(
      'norms',
      'id: information.other-use-prohibited',
      '    breached: { on: information.misused }\n',
      '',
      'id: information.other-use-prohibited',
      /names what breaches it/,
    )
    refused(
      'norms',
      'id: information.other-use-prohibited',
      'deadline: never',
      'deadline: none',
      'id: information.other-use-prohibited',
      /has the deadline "never"/,
    )
  })

  test('an obligation that does not say what fulfils it', () => {
    refused('norms', 'id: report.handle', '    done: { on: report.handled }\n', '', 'id: report.handle', /names what fulfils it/)
  })

  test('what is not YAML', () => {
    refused('norms', 'id: report.handle', 'deadline: promptly', 'deadline: promptly\n    deadline: never', 'deadline: never', /unique/)
    refused('norms', 'id: report.handle', 'deadline: promptly', 'deadline: "promptly" at last', 'deadline: "promptly" at last', /scalar|unexpected/i)
    refused('liability', 'provision: "62.1"', '*closing', '*nobody', '*nobody', /alias/i)
  })

  test('an unknown key, and a word outside its list', () => {
    refused('norms', 'id: report.handle', 'deadline: promptly', 'deadlines: promptly', 'id: report.handle', /deadlines/)
    refused('norms', 'id: report.handle', 'deontic: obligation', 'deontic: duty', 'deontic: duty', /duty/)
  })

  test('a paragraph of liability that there is not', () => {
    refused('norms', 'id: report.handle', 'liability: ["73.2"]', 'liability: ["71.1"]', 'liability: ["71.1"]', /liability\.yaml has no paragraph 71\.1/)
    refused(
      'liability',
      'title: { zh: 网络运营者不履行保护义务',
      'violated: [{ provision: "21" }',
      'violated: [{ provision: "99" }',
      'violated: [{ provision: "99" }',
      /dangling citation.* 99/,
    )
  })

  test('a liability that does not sanction what the norm cites', () => {
    refused(
      'norms',
      'id: report.handle',
      'liability: ["73.2"]',
      'liability: ["59.1"]',
      'liability: ["59.1"]',
      /59\.1 does not sanction any provision that "report\.handle" cites/,
    )
  })

  test('a number in a rule for a norm that there is not, or that has no vague word', () => {
    refused('rule', 'numbers:', 'norm: incident.report\n', 'norm: incident.reporting\n', 'norm: incident.reporting', /no norm "incident\.reporting"/)
    refused('rule', 'numbers:', 'norm: incident.report\n', 'norm: incident.adopt-plan\n', 'norm: incident.adopt-plan', /no vague word/)
  })

  test('an article out of its place', () => {
    refused('provisions', 'article: 3\n', 'article: 3\n', 'article: 33\n', 'article: 33\n', /stands where article 3 is due/)
    refused('provisions', 'article: 3\n', 'provision: "3.1"', 'provision: "4.1"', 'provision: "4.1"', /does not belong to article 3/)
  })
})
