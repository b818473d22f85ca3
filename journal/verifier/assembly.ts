import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { rolldown } from 'rolldown'

/** What the file is, and the licence of what was bundled into it, as that asks for. */
function banner(): string {
  const licence = readFileSync(join(dirname(createRequire(import.meta.url).resolve('@noble/hashes/sha2.js')), 'LICENSE'), 'utf8')
  return `/*!
Checks an audit bundle of Dutybook: node verify.cjs [FOLDER], or open verify.html in a browser. Needs nothing else and no network.
Apache-2.0. Contains @noble/hashes and @noble/curves:

${licence.trim()}
*/`
}

/** Writes `verify.cjs`, a classic script with everything in it, and `verify.html`, which may run that script and nothing else. */
export async function assemble(files: { readonly main: string; readonly page: string }, out: string): Promise<void> {
  const bundle = await rolldown({ input: files.main, cwd: dirname(files.main), platform: 'browser' })
  await bundle.write({ file: join(out, 'verify.cjs'), format: 'iife', sourcemap: false, banner: banner() })
  await bundle.close()
  const page = readFileSync(files.page, 'utf8')
  const style = /<style>([^]*?)<\/style>/.exec(page)?.[1]
  if (style === undefined) throw new Error(`${files.page} has no style`)
  writeFileSync(join(out, 'verify.html'), page.replace("'STYLE'", `'sha256-${createHash('sha256').update(style).digest('base64')}'`))
}
