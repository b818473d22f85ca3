import { describe, expect, test } from 'vitest'
import { loadStatute, type StatuteFiles } from './load.ts'
import { printProblem, type Problem, type SourceFile } from './source.ts'
import { files } from './statute.fixture.ts'

type Part = 'vocabulary' | 'edition' | 'provisions' | 'norms' | 'liability' | 'rule'

const RULE = 'incident-reporting-2025'

/** The law with one file's text changed. */
function changed(part: Part, change: (text: string) => string): { files: StatuteFiles; file: SourceFile } {
  let touched: SourceFile | undefined
  const alter = (file: SourceFile): SourceFile => (touched = { ...file, text: change(file.text) })
  const altered: StatuteFiles = {
    ...files,
    vocabulary: part === 'vocabulary' ? alter(files.vocabulary) : files.vocabulary,
    // The other editions and rules and the calendar have no part in what is changed here.
    editions: files.editions
      .filter((four) => four.edition.name.includes('csl-2017'))
      .map((four) => (part === 'vocabulary' || part === 'rule' ? four : { ...four, [part]: alter(four[part]) })),
    rules: files.rules.filter((file) => file.name.includes(RULE)).map((file) => (part === 'rule' ? alter(file) : file)),
    calendar: [],
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

/** One change, and where it is refused: in that file, on the line that holds `wanted`, in words that match; otherwise, what was said instead. */
function refusal(part: Part, mark: string, sought: string, text: string, wanted: string, message: RegExp): string {
  const { problems, file } = refusals(part, mark, sought, text)
  const line = lineAt(file, mark, wanted)
  const there = problems.some((problem) => problem.file === file.name && problem.line === line && message.test(problem.message))
  return there ? REFUSED : `line ${line}: ${problems.map(printProblem).join('; ')}`
}

const REFUSED = 'refused there'

test('the law as it stands is taken', () => {
  expect(loadStatute(files, 'check').problems).toEqual([])
})

describe('the loader refuses, with file and line,', () => {
  test('a citation of a provision that the edition does not have', () => {
    expect(refusal('norms', 'id: report.handle', 'cites: ["14.1"]', 'cites: ["14.9"]', 'cites: ["14.9"]', /dangling citation.* 14\.9/)).toBe(REFUSED)
  })

  test('a norm without a citation', () => {
    expect(refusal('norms', 'id: report.handle', 'cites: ["14.1"]', 'cites: []', 'cites: []', /without a citation/)).toBe(REFUSED)
    expect(refusal('norms', 'id: report.handle', '    cites: ["14.1"]\n', '', 'id: report.handle', /cites/)).toBe(REFUSED)
  })

  test('an event that the vocabulary lacks', () => {
    expect(
      refusal(
        'norms',
        'id: report.handle',
        'done: { on: report.handled }',
        'done: { on: report.dealt-with }',
        'done: { on: report.dealt-with }',
        /no event "report\.dealt-with"/,
      ),
    ).toBe(REFUSED)
    expect(
      refusal(
        'norms',
        'id: report.handle',
        'trigger: { on: report.made,',
        'trigger: { on: report.given,',
        'trigger: { on: report.given,',
        /no event "report\.given"/,
      ),
    ).toBe(REFUSED)
  })

  test('a fact that the vocabulary lacks', () => {
    expect(refusal('norms', 'id: report.handle', 'fact: withinRemit', 'fact: withinReach', 'fact: withinReach', /no fact "withinReach"/)).toBe(REFUSED)
    expect(refusal('norms', 'id: assistance.provide', 'by: until', 'by: someday', 'by: someday', /no fact "someday"/)).toBe(REFUSED)
    expect(refusal('rule', 'numbers:', 'fact: incidentLevel', 'fact: incidentGravity', 'fact: incidentGravity', /no fact "incidentGravity"/)).toBe(REFUSED)
    expect(refusal('edition', 'role: cii-operator', 'fact: designatedCii', 'fact: designated', 'fact: designated,', /no fact "designated"/)).toBe(REFUSED)
  })

  test('a value that the fact does not have', () => {
    expect(refusal('norms', 'id: report.handle', 'is: true', 'is: maybe', 'is: maybe', /"maybe" is no value of the fact "withinRemit"/)).toBe(REFUSED)
    expect(refusal('rule', 'id: incident.below-reporting-level', 'is: IV', 'is: V', 'is: V', /"V" is no value of the fact "incidentLevel"/)).toBe(REFUSED)
    expect(
      refusal(
        'liability',
        'provision: "59.1"',
        '[harm, serious, especially-serious]',
        '[harm, grave]',
        '[harm, grave]',
        /"grave" is no value of the fact "consequences"/,
      ),
    ).toBe(REFUSED)
  })

  test('a bound on a fact that is not a number', () => {
    expect(refusal('norms', 'id: report.handle', 'is: true', 'min: 1', 'min: 1', /"withinRemit" is not a number/)).toBe(REFUSED)
  })

  test('two norms of one id', () => {
    expect(
      refusal(
        'norms',
        'id: report.transfer',
        'id: report.transfer',
        'id: report.handle',
        'id: report.handle\n    title: { zh: 及时移送',
        /"report\.handle" stands twice/,
      ),
    ).toBe(REFUSED)
  })

  test('an id with an article number in it', () => {
    expect(refusal('norms', 'id: report.handle', 'id: report.handle', 'id: report.handle-14', 'id: report.handle-14', /without article numbers/)).toBe(REFUSED)
  })

  test('a duty to do what another norm forbids, where neither defeats the other', () => {
    expect(
      refusal(
        'norms',
        'id: operation.obey-law',
        'done: { on: obligation.other-met }',
        'done: { on: attack.committed }',
        'id: conduct.security-harm-prohibited',
        /conflict: "attack\.committed" fulfils "operation\.obey-law" and breaches "conduct\.security-harm-prohibited"/,
      ),
    ).toBe(REFUSED)
  })

  test('norms that give rise to each other in a circle', () => {
    expect(
      refusal(
        'norms',
        'id: correction.order\n',
        'trigger: standing',
        'trigger: { exercised: correction.comply }',
        'id: correction.order\n',
        /circle of norms: correction\.order → correction\.comply → correction\.order/,
      ),
    ).toBe(REFUSED)
  })

  test('norms that defeat each other in a circle', () => {
    expect(
      refusal(
        'norms',
        'id: attack.prohibited',
        'breached: { on: attack.committed }',
        'breached: { on: attack.committed }\n    defeats: [{ norm: attack.authorised-testing, how: exempts }]',
        'id: attack.authorised-testing',
        /circle of norms: attack\.authorised-testing → attack\.prohibited → attack\.authorised-testing/,
      ),
    ).toBe(REFUSED)
  })

  test('a norm that defeats one that does not exist', () => {
    expect(
      refusal('norms', 'id: transfer.other-law', 'norm: transfer.assess', 'norm: transfer.asses', 'norm: transfer.asses,', /no norm "transfer\.asses"/),
    ).toBe(REFUSED)
  })

  test('a norm that nothing can reach', () => {
    const rectify = (trigger: string, message: RegExp): string =>
      refusal('norms', 'id: interview.rectify', 'trigger: { exercised: interview.hold }', `trigger: { ${trigger} }`, `trigger: { ${trigger} }`, message)
    expect(rectify('breach: protection.comply', /nothing can reach this norm: "protection\.comply" cannot be breached/)).toBe(REFUSED)
    expect(rectify('breach: interview.hold', /nothing can reach this norm: "interview\.hold" cannot be breached/)).toBe(REFUSED)
    expect(rectify('exercised: infrastructure.set-scope', /nothing can reach this norm: "infrastructure\.set-scope" names no event/)).toBe(REFUSED)
    expect(rectify('exercised: interview.held', /there is no norm "interview\.held"/)).toBe(REFUSED)
  })

  test('a prohibition that does not say what breaches it', () => {
    expect(
      refusal(
        'norms',
        'id: information.other-use-prohibited',
        '    breached: { on: information.misused }\n',
        '',
        'id: information.other-use-prohibited',
        /names what breaches it/,
      ),
    ).toBe(REFUSED)
    expect(
      refusal(
        'norms',
        'id: information.other-use-prohibited',
        'deadline: never',
        'deadline: none',
        'id: information.other-use-prohibited',
        /has the deadline "never"/,
      ),
    ).toBe(REFUSED)
  })

  test('an obligation that does not say what fulfils it', () => {
    expect(refusal('norms', 'id: report.handle', '    done: { on: report.handled }\n', '', 'id: report.handle', /names what fulfils it/)).toBe(REFUSED)
  })

  test('what is not YAML', () => {
    expect(refusal('norms', 'id: report.handle', 'deadline: promptly', 'deadline: promptly\n    deadline: never', 'deadline: never', /unique/)).toBe(REFUSED)
    expect(
      refusal('norms', 'id: report.handle', 'deadline: promptly', 'deadline: "promptly" at last', 'deadline: "promptly" at last', /scalar|unexpected/i),
    ).toBe(REFUSED)
    expect(refusal('liability', 'provision: "62.1"', '*closing', '*nobody', '*nobody', /alias/i)).toBe(REFUSED)
  })

  test('an unknown key, and a word outside its list', () => {
    expect(refusal('norms', 'id: report.handle', 'deadline: promptly', 'deadlines: promptly', 'id: report.handle', /deadlines/)).toBe(REFUSED)
    expect(refusal('norms', 'id: report.handle', 'deontic: obligation', 'deontic: duty', 'deontic: duty', /duty/)).toBe(REFUSED)
  })

  test('a paragraph of liability that there is not', () => {
    expect(
      refusal('norms', 'id: report.handle', 'liability: ["73.2"]', 'liability: ["71.1"]', 'liability: ["71.1"]', /liability\.yaml has no paragraph 71\.1/),
    ).toBe(REFUSED)
    expect(
      refusal(
        'liability',
        'title: { zh: 网络运营者不履行保护义务',
        'violated: [{ provision: "21" }',
        'violated: [{ provision: "99" }',
        'violated: [{ provision: "99" }',
        /dangling citation.* 99/,
      ),
    ).toBe(REFUSED)
  })

  test('a liability that does not sanction what the norm cites', () => {
    expect(
      refusal(
        'norms',
        'id: report.handle',
        'liability: ["73.2"]',
        'liability: ["59.1"]',
        'liability: ["59.1"]',
        /59\.1 does not sanction any provision that "report\.handle" cites/,
      ),
    ).toBe(REFUSED)
  })

  test('a number in a rule for a norm that there is not, or that has no vague word', () => {
    expect(
      refusal('rule', 'numbers:', 'norm: incident.report\n', 'norm: incident.reporting\n', 'norm: incident.reporting', /no norm "incident\.reporting"/),
    ).toBe(REFUSED)
    expect(refusal('rule', 'numbers:', 'norm: incident.report\n', 'norm: incident.adopt-plan\n', 'norm: incident.adopt-plan', /no vague word/)).toBe(REFUSED)
  })

  test('an article out of its place', () => {
    expect(refusal('provisions', 'article: 3\n', 'article: 3\n', 'article: 33\n', 'article: 33\n', /stands where article 3 is due/)).toBe(REFUSED)
    expect(refusal('provisions', 'article: 3\n', 'provision: "3.1"', 'provision: "4.1"', 'provision: "4.1"', /does not belong to article 3/)).toBe(REFUSED)
  })
})
