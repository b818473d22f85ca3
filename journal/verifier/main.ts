import { runCommand } from './command.ts'
import { runPage, type Page } from './page.ts'

/** The one file that checks a bundle: `node verify.cjs`, or the script of `verify.html`. */
declare const document: Page | undefined
declare const navigator: { readonly language: string }

if (typeof document !== 'undefined') runPage(document, navigator.language)
else if (typeof process.getBuiltinModule === 'function') inTheEnd(runCommand(process.argv.slice(2), process.argv[1] ?? '.'))
else {
  process.stderr.write('需要 Node 20.16 以上，或在浏览器中打开 verify.html / needs Node 20.16 or later, or open verify.html in a browser\n')
  process.exitCode = 2
}

function inTheEnd(work: Promise<void>): void {
  work.catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
    process.exitCode = 3
  })
}
