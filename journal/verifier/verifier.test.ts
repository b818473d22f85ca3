import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundleOf, CURRENT, OLD, WITNESS } from '../bundle.fixture.ts'
import { assemble } from './assembly.ts'
import { Browser, CHROMIUM } from './browser.fixture.ts'

const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
const whole = join(folder, 'whole')
const changed = join(folder, 'changed')

beforeAll(async () => {
  const here = dirname(fileURLToPath(import.meta.url))
  write(whole, bundleOf(300, [0, 100]))
  const files = bundleOf(300, [0, 100])
  const entries = files.get('tile/entries/000')
  if (entries === undefined) throw new Error('the bundle has no entries')
  entries[entries.indexOf('"index":123'.charCodeAt(1), 40_000)] = 0x49
  write(changed, files)
  for (const out of [whole, changed]) await assemble({ main: join(here, 'main.ts'), page: join(here, 'verify.html') }, out)
})

afterAll(() => rmSync(folder, { recursive: true, force: true }))

function write(into: string, files: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(into, path)), { recursive: true })
    writeFileSync(join(into, path), bytes)
  }
}

async function run(words: readonly string[], cwd = folder): Promise<{ readonly status: number; readonly out: string; readonly err: string }> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [...words], { cwd, encoding: 'utf8' }, (_, out, err) => resolve({ status: child.exitCode ?? -1, out, err }))
  })
}

describe('node verify.cjs', () => {
  test('verifies the folder that it stands in, without a word of configuration', async () => {
    const { status, out, err } = await run([join(whole, 'verify.cjs')])
    expect({ status, err }).toEqual({ status: 0, err: '' })
    expect(out).toContain('核验通过：300 个条目一字未改')
    expect(out).toContain('Verified: 300 entries, not a byte changed')
    expect(out).toContain('Only the keys inside the bundle were used')
  })

  test('with the key of the log known from elsewhere it has no reservation', async () => {
    const { status, out } = await run([join(whole, 'verify.cjs'), whole, '--key', CURRENT.vkey, '--key', WITNESS.vkey])
    expect(status).toBe(0)
    expect(out).not.toContain('Only the keys inside')
  })

  test('names the first bad entry and exits with 1', async () => {
    const { status, out } = await run([join(whole, 'verify.cjs'), changed, '--json'])
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ ok: false, finding: { what: 'entry-wrong', file: 'tile/entries/000' } })
    const words = await run([join(whole, 'verify.cjs'), changed])
    expect(words.out).toMatch(/Not verified: the first that is wrong is entry \d+/)
    expect(words.out).toMatch(/未通过核验：首个有问题的是第 \d+ 号条目/)
  })

  test('a bundle signed by somebody else than the trusted key is not verified', async () => {
    const { status, out } = await run([join(whole, 'verify.cjs'), whole, '--key', OLD.vkey, '--json'])
    expect(status).toBe(1)
    expect(JSON.parse(out)).toMatchObject({ finding: { index: null, what: 'key-untrusted' } })
  })

  test('a file too many is found', async () => {
    writeFileSync(join(changed, 'notes.txt'), 'x')
    const files = bundleOf(300, [0, 100])
    write(changed, files)
    const { out } = await run([join(whole, 'verify.cjs'), changed, '--json'])
    expect(JSON.parse(out)).toMatchObject({ finding: { what: 'file-extra', file: 'notes.txt' } })
  })

  test('what it cannot use exits with 2 and says how to mend it', async () => {
    const missing = await run([join(whole, 'verify.cjs'), join(folder, 'missing')])
    expect(missing.status).toBe(2)
    expect(missing.err).toContain('name the folder of the unpacked bundle')
    const badKey = await run([join(whole, 'verify.cjs'), whole, '--key', CURRENT.vkey.slice(0, -1)])
    expect(badKey.status).toBe(2)
    expect(badKey.err).toContain('copy the whole line')
    for (const words of [['--kye', 'x'], ['--key'], ['a', 'b']]) {
      const { status, err } = await run([join(whole, 'verify.cjs'), ...words])
      expect(status).toBe(2)
      expect(err).toContain('usage: node verify.cjs')
    }
    expect((await run([join(whole, 'verify.cjs'), '--help'])).status).toBe(0)
  })

  test('has nothing outside itself and reaches for no network', () => {
    const script = readFileSync(join(whole, 'verify.cjs'), 'utf8')
    expect(script).toContain('Permission is hereby granted, free of charge')
    expect(script.match(/\brequire\(|\bimport\(|^import |\bfetch\(|XMLHttpRequest|WebSocket|eval\(|new Function/gm)).toBeNull()
  })
})

const why = CHROMIUM === undefined ? ' (skipped: no Chromium on this machine)' : ''

describe.skipIf(CHROMIUM === undefined)(`verify.html in a browser, from a file${why}`, () => {
  const wide = { width: 1100, height: 760, dark: false, language: 'zh-CN' }
  const narrow = { width: 500, height: 900, dark: true, language: 'en-GB' }

  test('verifies a bundle, in Chinese, and changes language without losing the answer', async () => {
    await using browser = new Browser(CHROMIUM ?? '')
    await browser.open(pathToFileURL(join(whole, 'verify.html')).href, wide)
    expect(await browser.value('document.documentElement.lang')).toBe('zh-CN')
    expect(await browser.value('getComputedStyle(document.body).margin')).toBe('0px')
    await browser.value('document.querySelector("#run").click()')
    await browser.until('!document.querySelector("#answer").hidden')
    expect(await browser.value('document.querySelector("#answer").textContent')).toBe('✗ 请先选择文件夹。')
    await browser.choose('#folder', whole)
    await browser.value(
      `document.querySelector('#key').value = ${JSON.stringify(`${CURRENT.vkey}\n${WITNESS.vkey}\n`)}; document.querySelector('#run').click()`,
    )
    await browser.until('document.querySelector("#answer").className === "right"')
    expect(await browser.value('document.querySelector("#answer").textContent')).toBe('✓ 核验通过：300 个条目一字未改')
    expect(await browser.value('document.querySelector("#caution").hidden')).toBe(true)
    await keep(browser, 'zh-wide')
    await browser.value('document.querySelector("#en").click()')
    expect(await browser.value('document.querySelector("#answer").textContent')).toBe('✓ Verified: 300 entries, not a byte changed')
    expect(await browser.value('document.title')).toBe('Verify an audit bundle')
    expect(await browser.value('document.body.innerText.match(/[\\u4e00-\\u9fff]+/g).join()')).toBe('中文')
  })

  test('finds the change, in English, dark and narrow, and nothing runs over the edge', async () => {
    await using browser = new Browser(CHROMIUM ?? '')
    const files = bundleOf(300, [0, 100])
    const payload = files.get('payload/001.p/44')
    payload?.set([0x41], payload.indexOf(0x3a, 60) + 12)
    const spoilt = join(folder, 'spoilt')
    write(spoilt, files)
    await browser.open(pathToFileURL(join(whole, 'verify.html')).href, narrow)
    expect(await browser.value('document.documentElement.lang')).toBe('en')
    await browser.choose('#folder', spoilt)
    await browser.value('document.querySelector("#run").click()')
    await browser.until('document.querySelector("#answer").className === "wrong"')
    expect(await browser.value('document.querySelector("#answer").textContent')).toBe('✗ Not verified: the first that is wrong is entry 256')
    expect(await browser.value('document.querySelector("#rows").textContent')).toContain('payload-differs')
    expect(await browser.value('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await keep(browser, 'en-narrow')
  })
})

/** Pictures for whoever wants to look: only where `PICTURES` names a folder. */
async function keep(browser: Browser, name: string): Promise<void> {
  const into = process.env['PICTURES']
  if (into !== undefined) writeFileSync(join(into, `${name}.png`), await browser.picture())
}
