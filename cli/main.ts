import { languageOf } from './language.ts'
import { program } from './program.ts'
import { codeOf, Unusable } from './unusable.ts'

function langOnLine(): string | undefined {
  const place = process.argv.findIndex((word) => word === '--lang' || word.startsWith('--lang='))
  const word = process.argv[place]
  if (word === undefined) return undefined
  return word === '--lang' ? process.argv[place + 1] : word.slice('--lang='.length)
}

function report(error: unknown): number {
  if (error instanceof Unusable) {
    process.stderr.write(`${error.words[languageOf(langOnLine())]}\n`)
    return 2
  }
  const code = codeOf(error)
  if (code?.startsWith('commander.') === true) return code === 'commander.helpDisplayed' || code === 'commander.version' ? 0 : 2
  process.stderr.write(`内部故障，请报告。A fault of ours; please report it.\n${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`)
  return 3
}

// A reader that stops early, such as head, is no fault.
process.stdout.on('error', (error) => {
  if (codeOf(error) === 'EPIPE') process.exit(0)
  throw error
})

try {
  await (await program((name) => process.argv[2] === name)).parseAsync(process.argv)
} catch (error) {
  process.exitCode = report(error)
}
