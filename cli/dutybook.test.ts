import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { z } from 'zod'

/** The command as a user starts it: the built product, a process of its own. */
const binary = fileURLToPath(new URL('../bin/dutybook', import.meta.url))
const example = (name: string): string => fileURLToPath(new URL(`../example/${name}`, import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'dutybook-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Ended {
  readonly status: number | null
  readonly out: string
  readonly err: string
}

async function run(words: readonly string[], input: string | Iterable<string> = '', language = 'en_US.UTF-8'): Promise<Ended> {
  const child = spawn(process.execPath, [binary, ...words], { env: { ...process.env, LANG: language, LC_ALL: language } })
  const out: Buffer[] = []
  const err: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk))
  child.stdin.on('error', () => undefined) // the command may stop reading early, which is what is tested
  // It may have ended before all of the input is written: asked for later, its end would be waited for in vain.
  const ended = new Promise<number | null>((resolve) => void child.on('close', resolve))
  for (const part of typeof input === 'string' ? [input] : input) {
    if (child.stdin.destroyed) break
    if (!child.stdin.write(part)) await Promise.race([ended, new Promise((resume) => void child.stdin.once('drain', resume))])
  }
  child.stdin.end()
  const status = await ended
  return { status, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const PROFILE = `party: { id: shop, name: Shop, since: "2018-01-01" }
facts: { withinTerritory: true, network: civil, ownsNetwork: true }
systems:
  - { id: pay, name: Payment, facts: { gradedLevel: 3 } }
`
const AT = '2025-12-12T09:00:00+08:00'

describe('law', () => {
  test('editions says which edition was in force when', async () => {
    const { status, out } = await run(['law', 'editions', '--json'])
    expect(status).toBe(0)
    const rows = z
      .array(z.object({ id: z.string(), inForceFrom: z.string().nullable(), inForceTo: z.string().nullable(), articles: z.number(), provisions: z.number() }))
      .parse(JSON.parse(out))
    expect(rows.find((row) => row.id === 'csl-2017')).toMatchObject({ inForceFrom: '2017-06-01', inForceTo: '2025-12-31', articles: 79 })
  })

  test('show gives restatement, norms and liability of an item', async () => {
    const { status, out } = await run(['law', 'show', 'csl-2017', '21.1.3', '--json'])
    expect(status).toBe(0)
    const view = z
      .object({ norms: z.array(z.object({ id: z.string(), deadline: z.string() })), liability: z.array(z.object({ provision: z.string() })) })
      .parse(JSON.parse(out))
    expect(view.norms).toContainEqual({ id: 'logs.keep-six-months', deadline: 'P6M' })
    expect(view.liability.map((each) => each.provision)).toContain('59.1')
  })

  test('norms gives a row for each norm and provision, none of articles 9 to 58 without one', async () => {
    const { status, out } = await run(['law', 'norms', 'csl-2017', '--json'])
    expect(status).toBe(0)
    const rows = z.array(z.object({ provision: z.string(), trigger: z.string(), deadline: z.string() })).parse(JSON.parse(out))
    const articles = new Set(rows.map((row) => Number(row.provision.split('.')[0])))
    for (let article = 9; article <= 58; article++) expect(articles.has(article), `article ${article}`).toBe(true)
    expect(rows.filter((row) => !/^(standing|on:|every:)/.test(row.trigger))).toEqual([])
    expect(rows.filter((row) => !/^(immediate|promptly|none|indeterminate|P\w+)$/.test(row.deadline))).toEqual([])
  })

  test('a provision that is not there is refused with those that are', async () => {
    const { status, out, err } = await run(['law', 'show', 'csl-2017', '21.2'])
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain('21.1.5')
  })

  test('an edition that is misspelt is refused with the one that was meant', async () => {
    const { status, err } = await run(['law', 'norms', 'csl-2071'])
    expect(status).toBe(2)
    expect(err).toContain('Did you mean csl-2017?')
  })
})

describe('liability', () => {
  const asked = { id: 'a', conductDate: '2024-05-06', roles: ['network-operator'], violated: '21.1.3', refusedCorrection: true }

  test('answers one line for one line, in order', async () => {
    const { status, out, err } = await run(['liability', '--json'], `${JSON.stringify(asked)}\n\n${JSON.stringify({ ...asked, id: 'b', violated: null })}\n`)
    expect([status, err]).toEqual([0, ''])
    const answers = out
      .trim()
      .split('\n')
      .map((line): unknown => JSON.parse(line))
    expect(answers).toMatchObject([
      { id: 'a', liable: true, provision: '59.1', stage: 'aggravated', entityFine: { min: 10000, max: 100000, must: 'shall', on: 'unit' } },
      { id: 'b', liable: false, provision: null },
    ])
  })

  test('one bad line and nothing is answered; every bad line is named', async () => {
    const { status, out, err } = await run(
      ['liability', '--json'],
      `${JSON.stringify(asked)}\n{"conductDate":"2024-02-30","roles":["network-operator"]}\nnot json\n${JSON.stringify({ ...asked, colour: 'red' })}\n${JSON.stringify({ ...asked, violated: '21.3' })}\n`,
    )
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(/stdin:2: conductDate/)
    expect(err).toContain('stdin:3: not JSON')
    expect(err).toContain('stdin:4: unknown key "colour"')
    expect(err).toContain('for the item write 21.1.3')
  })

  test('a role that is misspelt is refused with the one that was meant, in the language of the environment', async () => {
    const { status, err } = await run(['liability', '--json'], JSON.stringify({ ...asked, roles: ['network-operater'] }), 'zh_CN.UTF-8')
    expect(status).toBe(2)
    expect(err).toContain('stdin 第 1 行')
    expect(err).toContain('did you mean "network-operator"?')
  })

  test('200 MB without a line break are refused after the first of them', async () => {
    function* endless(): Generator<string> {
      const piece = 'x'.repeat(1_048_576)
      for (let count = 0; count < 200; count++) yield piece
    }
    const { status, out, err } = await run(['liability', '--json'], endless())
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain('stdin:1: this line is longer than 1 MiB')
  })

  test('no input is refused with where to read on', async () => {
    const { status, err } = await run(['liability', '--json'])
    expect(status).toBe(2)
    expect(err).toContain('liability --help')
  })

  test('a reader that stops early is no fault', async () => {
    const many = `${JSON.stringify(asked)}\n`.repeat(5000)
    const child = spawn(process.execPath, [binary, 'liability', '--json'])
    child.stdin.on('error', () => undefined)
    child.stdin.end(many)
    child.stdout.once('data', () => child.stdout.destroy())
    expect(await new Promise((resolve) => void child.on('close', resolve))).toBe(0)
  })
})

describe('assess', () => {
  const Assessed = z.object({
    at: z.string(),
    law: z.unknown(),
    encoding: z.string(),
    duties: z.array(z.object({ norm: z.string(), state: z.string(), due: z.string().nullable(), late: z.boolean() })),
    exposure: z.array(z.unknown()),
    asks: z.array(z.unknown()),
  })

  test('the example has duties of many states, overdue first', async () => {
    const { status, out, err } = await run(['assess', example('profile.yaml'), '--journal', example('events.jsonl'), '--at', AT, '--json'])
    expect([status, err]).toEqual([0, ''])
    const { duties, exposure } = Assessed.parse(JSON.parse(out))
    expect(new Set(duties.map((duty) => duty.state)).size).toBeGreaterThan(4)
    const lastLate = duties.findLastIndex((duty) => duty.late)
    expect(lastLate).toBeGreaterThan(0)
    expect(duties.slice(0, lastLate).every((duty) => duty.late)).toBe(true)
    expect(exposure.length).toBeGreaterThan(0)
  })

  test.each([
    ['zh', '网络安全义务清单'],
    ['en', 'Dutybook'],
  ])('the report in %s is one page without anything from elsewhere', async (language, title) => {
    const page = join(folder, `${language}.html`)
    const { status, out } = await run([
      'assess',
      example('profile.yaml'),
      '--journal',
      example('events.jsonl'),
      '--at',
      AT,
      '--format',
      'html',
      '--lang',
      language,
      '--out',
      page,
    ])
    expect([status, out]).toEqual([0, ''])
    const { readFileSync } = await import('node:fs')
    const html = readFileSync(page, 'utf8')
    expect(html).toContain(title)
    expect(html).not.toMatch(/<script|src="http|href="http/)
  })

  test('the same journal, clock and edition give the same bytes', async () => {
    const words = ['assess', example('profile.yaml'), '--journal', example('events.jsonl'), '--at', AT, '--lang', 'en']
    const [one, two] = await Promise.all([run(words), run(words)])
    expect(one.out).toBe(two.out)
    expect(one.out).not.toBe('')
  })

  test('an unknown role in the profile is refused with its line', async () => {
    const profile = file('role.yaml', `${PROFILE}roles:\n  - { role: network-operater }\n`)
    const { status, out, err } = await run(['assess', profile, '--at', AT])
    expect([status, out]).toEqual([2, ''])
    expect(err).toMatch(/role\.yaml:6: roles\.0\.role: "network-operater" is not one of .*did you mean "network-operator"/)
  })

  test('an unknown fact in the profile is refused with the one that was meant', async () => {
    const { status, err } = await run(['assess', file('fact.yaml', PROFILE.replace('ownsNetwork', 'ownsNetwerk')), '--at', AT])
    expect(status).toBe(2)
    expect(err).toContain('fact.yaml:2: unknown fact "ownsNetwerk"; did you mean "ownsNetwork"?')
  })

  const profile = file('profile.yaml', PROFILE)
  const event = { kind: 'incident.discovered', occurred: '2025-12-01T09:00:00+08:00', recorded: '2025-12-01T09:10:00+08:00', subject: 'i-1', facts: {} }

  test.each([
    ['a line that is not JSON', 'oops', ':2: not JSON'],
    [
      'an event after --at',
      JSON.stringify({ ...event, occurred: '2025-12-12T09:00:01+08:00', recorded: '2025-12-12T09:00:01+08:00' }),
      ':2: the event happened at 2025-12-12T09:00:01+08:00, after --at',
    ],
    ['an instant without an offset', JSON.stringify({ ...event, occurred: '2025-12-01T09:00:00' }), 'not an instant with an offset'],
    ['a record before the fact', JSON.stringify({ ...event, recorded: '2025-12-01T08:00:00+08:00' }), 'recorded before it happened'],
    ['a correction of nothing', JSON.stringify({ ...event, corrects: '99' }), 'it corrects 99, which no earlier line is'],
    ['a reference used twice', JSON.stringify({ ...event, ref: '1' }), 'the ref 1 is used on line 1 already'],
    ['a fact of the wrong type', JSON.stringify({ ...event, facts: { endangersSecurity: 'yes' } }), 'endangersSecurity = "yes": expected boolean'],
  ])('a journal with %s is refused with its line', async (_, line, message) => {
    const journal = file('bad.jsonl', `${JSON.stringify(event)}\n${line}\n`)
    const { status, out, err } = await run(['assess', profile, '--journal', journal, '--at', AT, '--json'])
    expect([status, out]).toEqual([2, ''])
    expect(err).toContain(message)
    expect(err).toContain('bad.jsonl:2')
  })

  test('an event that no norm knows is taken and pointed out', async () => {
    const journal = file('strange.jsonl', `${JSON.stringify({ ...event, kind: 'incident.discoverd' })}\n`)
    const { status, err } = await run(['assess', profile, '--journal', journal, '--at', AT, '--json'])
    expect(status).toBe(0)
    expect(err).toContain('did you mean incident.discovered?')
  })

  test('an instant before the law is refused unless an edition is asked as if', async () => {
    const before = ['assess', profile, '--at', '2016-12-01', '--json']
    const refused = await run(before)
    expect(refused.status).toBe(2)
    expect(refused.err).toContain('--as-if')
    const asked = await run([...before, '--as-if', 'csl-2017'])
    expect(asked.status).toBe(0)
    expect(JSON.parse(asked.out)).toMatchObject({ law: { asIf: 'csl-2017' } })
  })

  test('a file that is not there is named', async () => {
    const { status, err } = await run(['assess', join(folder, 'none.yaml'), '--at', AT])
    expect(status).toBe(2)
    expect(err).toContain('there is no file')
  })

  test('an unknown option is refused', async () => {
    const { status, err } = await run(['assess', profile, '--colour'])
    expect(status).toBe(2)
    expect(err).toContain('--colour')
  })
})

describe('editions', () => {
  test('the redline of an article shows what went and what came', async () => {
    const { status, out } = await run(['law', 'redline', 'csl-2017', 'csl-2026', '--article', '59', '--lang', 'en'])
    expect(status).toBe(0)
    expect(out).toContain('Art. 59(1) → Art. 61(1)  [substantive]')
    expect(out).toMatch(/\[-.*100.*-\]|\{\+.*500.*\+\}/)
  })

  test('the redline as JSON names the places on both sides', async () => {
    const { status, out } = await run(['law', 'redline', 'csl-2017', 'csl-2026', '--json'])
    expect(status).toBe(0)
    const found = z
      .object({ source: z.string(), changes: z.array(z.object({ from: z.array(z.string()), to: z.array(z.string()), change: z.string() })) })
      .parse(JSON.parse(out))
    expect(found.source).toBe('restatement')
    expect(found.changes).toContainEqual({ from: [], to: ['3.1'], change: 'new' })
  })

  test('an edition against itself is refused', async () => {
    const { status, err } = await run(['law', 'redline', 'csl-2017', 'csl-2017'])
    expect(status).toBe(2)
    expect(err).toContain('name two editions')
  })

  test('a party is told what the amended text changes for it', async () => {
    const words = ['assess', example('profile.yaml'), '--journal', example('events.jsonl'), '--at', AT, '--as-if', 'csl-2017', '--against', 'csl-2026']
    const { status, out } = await run([...words, '--lang', 'en'])
    expect(status).toBe(0)
    expect(out).toMatch(/tightened {2}Keep network logs for six months or more/)
    const page = join(folder, 'difference.html')
    expect((await run([...words, '--format', 'html', '--out', page])).status).toBe(0)
  })

  test('--against without --as-if is refused', async () => {
    const { status, err } = await run(['assess', example('profile.yaml'), '--at', AT, '--against', 'csl-2026'])
    expect(status).toBe(2)
    expect(err).toContain('--as-if')
  })

  test('an act of 2025 decided in 2026 keeps the milder law of its day', async () => {
    const asked = { conductDate: '2025-12-31', decisionDate: '2026-02-01', roles: ['network-operator'], violated: '21.1.3', refusedCorrection: true }
    const { out } = await run(['liability', '--json'], JSON.stringify(asked))
    expect(JSON.parse(out)).toMatchObject({
      edition: 'csl-2017',
      provision: '59.1',
      entityFine: { min: 10000, max: 100000 },
      alternatives: [{ edition: 'csl-2026', provision: '61.1' }],
    })
  })
})

test('help teaches by example', async () => {
  for (const words of [['--help'], ['liability', '--help'], ['assess', '--help'], ['law', 'show', '--help']]) {
    const { status, out } = await run(words)
    expect(status).toBe(0)
    expect(out).toMatch(/Examples:|dutybook example/)
  }
})
