import { Command } from 'commander'
import { serveCommand } from './serve.ts'
import { Unusable } from './unusable.ts'
import { witnessCommand } from './witness.ts'

/** The commands that serve, alone: a program whose tests need a process. */
try {
  await new Command('dutybook').addCommand(serveCommand()).addCommand(witnessCommand()).parseAsync(process.argv)
} catch (error) {
  if (!(error instanceof Unusable)) throw error
  process.stderr.write(`${error.words.en}\n${error.words.zh}\n`)
  process.exitCode = 2
}
