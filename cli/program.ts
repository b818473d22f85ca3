import { fileURLToPath } from 'node:url'
import { Command, Option } from 'commander'
import type { EditionId } from '#law/citation.ts'
import { compareAssessments } from '#law/difference.ts'
import { instant, type Instant } from '#law/instant.ts'
import { assessFiles, FORMATS, renderAssessment, type AssessOptions } from './assess.ts'
import { deliver, refuseTerminal } from './delivery.ts'
import { differenceHtml, differenceText } from './difference.ts'
import { languageOf } from './language.ts'
import { lawCommand } from './law-command.ts'
import { liability } from './liability.ts'
import { editionArgument, instantArgument, language, printJson, warn, type Common } from './option.ts'
import { Unusable } from './unusable.ts'

/** The bundled example and the instant at which it is looked at. */
const EXAMPLE = new URL('../../example/', import.meta.url)
const EXAMPLE_AT = '2025-12-12T09:00:00+08:00'

interface AssessFlags extends Common {
  readonly journal?: string
  readonly at?: Instant
  readonly asIf?: EditionId
  readonly against?: EditionId
  readonly format?: (typeof FORMATS)[number]
  readonly out?: string
}

function optionsOf(flags: AssessFlags): AssessOptions {
  return {
    journal: flags.journal,
    at: flags.at ?? instant(Date.now()),
    asIf: flags.asIf,
    language: languageOf(flags.lang),
    format: flags.json === true ? 'json' : (flags.format ?? 'text'),
    out: flags.out,
  }
}

function liabilityCommand(): Command {
  return new Command('liability')
    .description('谁承担什么责任：每行一个 JSON 案件事实 / who answers for a breach, and with what')
    .argument('[files...]', 'files of questions, one JSON object a line; standard input otherwise')
    .option('--json', 'one JSON answer a line, in order')
    .addOption(language())
    .addHelpText(
      'after',
      `
Examples:
  echo '{"conductDate":"2024-05-06","roles":["network-operator"],"violated":"21.1.3","refusedCorrection":true}' | dutybook liability
  dutybook liability --json cases.jsonl > answers.jsonl

Only conductDate and roles are needed. What is left out is not established; the answer asks for it where it matters.
`,
    )
    .action(async (files: string[], flags: Common) => liability(files, flags.json === true, languageOf(flags.lang)))
}

function assessCommand(): Command {
  return new Command('assess')
    .description('一个主体应当做什么、何时、为何、不做的代价 / what a party owes, by when, why, and what failing costs')
    .argument('<profile>', 'PROFILE.yaml: who the party is and what it runs')
    .option('--journal <file>', 'EVENTS.jsonl: what happened, one event a line; - for standard input')
    .option('--at <instant>', 'the clock of the answer (default: now)', instantArgument)
    .option('--as-if <edition>', 'as if this edition applied whatever the dates', editionArgument)
    .option('--against <edition>', 'with --as-if: what this other edition would change for the party', editionArgument)
    .option('--json', 'the whole assessment as JSON')
    .addOption(new Option('--format <format>', 'what to write').choices([...FORMATS]).default('text'))
    .option('--out <file>', 'write to a file instead of standard output')
    .addOption(language())
    .addHelpText(
      'after',
      `
Examples:
  dutybook assess example/profile.yaml --journal example/events.jsonl --at ${EXAMPLE_AT}
  dutybook assess profile.yaml --journal events.jsonl --format html --lang zh --out duties.html
  dutybook assess profile.yaml --journal events.jsonl --format docx --lang zh --out duties.docx
  dutybook assess profile.yaml --journal events.jsonl --format oscal --out results.json
  dutybook assess profile.yaml --journal events.jsonl --as-if csl-2017 --against csl-2026 --format html --out change.html
  dutybook assess profile.yaml --journal events.jsonl --json | jq '.duties[] | select(.late)'
`,
    )
    .action(async (profile: string, flags: AssessFlags) => {
      const options = optionsOf(flags)
      if (flags.against !== undefined) return compareEditions(profile, options, flags.against, warn(flags.lang))
      if (options.format === 'docx' || options.format === 'pdf' || options.format === 'xlsx') refuseTerminal(options.format, options.out, process.stdout.isTTY)
      deliver(await renderAssessment(await assessFiles(profile, options, warn(flags.lang)), options), options.out)
    })
}

/** One party under two editions, whatever the dates. */
async function compareEditions(profile: string, options: AssessOptions, against: EditionId, note: (zh: string, en: string) => void): Promise<void> {
  if (options.asIf === undefined)
    throw new Unusable('--against 与 --as-if 一起使用：从哪个版本换到哪个版本', '--against goes with --as-if: from which edition to which')
  if (options.format !== 'json' && options.format !== 'text' && options.format !== 'html')
    throw new Unusable('--against 的格式是 text、html 或 --json。', '--against is written as text, html or --json.')
  const before = await assessFiles(profile, options, note)
  const after = await assessFiles(profile, { ...options, asIf: against }, () => undefined)
  const compared = { difference: compareAssessments(before, after), editions: [options.asIf, against], party: before.party.name, at: before.at } as const
  if (options.format === 'json') printJson(compared)
  else deliver(options.format === 'html' ? differenceHtml(compared, options.language) : differenceText(compared, options.language), options.out)
}

function exampleCommand(): Command {
  return new Command('example')
    .description('示例：一家电商的责任簿 / the duties of an invented online retailer')
    .addOption(language())
    .action(async (flags: Common) => {
      const profile = fileURLToPath(new URL('profile.yaml', EXAMPLE))
      const journal = fileURLToPath(new URL('events.jsonl', EXAMPLE))
      const options = optionsOf({ ...flags, journal, at: instantArgument(EXAMPLE_AT) })
      deliver(await renderAssessment(await assessFiles(profile, options, warn(flags.lang)), options), undefined)
      const page = `bin/dutybook assess example/profile.yaml --journal example/events.jsonl --at ${EXAMPLE_AT} --format html --out duties.html`
      process.stderr.write(options.language === 'zh' ? `\n同样内容的网页：\n  ${page}\n` : `\nThe same as a page to forward:\n  ${page}\n`)
    })
}

/** Commands that need a database or a server are read when they are called: a question about the law starts without them. */
const LATER: Readonly<Record<string, readonly [description: string, load: () => Promise<Command>]>> = {
  journal: ['日志：可证明的记录 / what happened, provably', async () => (await import('./journal-command.ts')).journalCommand()],
  serve: ['启动服务 / run the server', async () => (await import('./serve.ts')).serveCommand()],
  party: ['主体：登记、列出 / parties: register, list', async () => (await import('./office-command.ts')).partyCommand()],
  person: ['人员：添加、邀请、停用等 / people of a party: add, invite, deactivate and more', async () => (await import('./person-command.ts')).personCommand()],
  token: ['接口令牌：签发、终止 / API tokens: issue, end', async () => (await import('./office-command.ts')).tokenCommand()],
  act: ['办理目录中的事项 / every command of every procedure', async () => (await import('./act-command.ts')).actCommand()],
  board: ['主体现在的义务 / what a party owes now, by its own journal', async () => (await import('./office-command.ts')).boardCommand()],
  owner: ['责任人：指定、委托、收回 / owners of duties: name, delegate, take back', async () => (await import('./owner-command.ts')).ownerCommand()],
  document: ['文书：DOCX 或 PDF / a document of a matter, as DOCX or PDF', async () => (await import('./document-command.ts')).documentCommand()],
  demo: ['演示：载入、移除 / the demo: load, remove', async () => (await import('./demo-command.ts')).demoCommand()],
  rebuild: ['由日志重新计算视图 / compute the views anew from the journal', async () => (await import('./office-command.ts')).rebuildCommand()],
  ...Object.fromEntries(
    (
      [
        ['backup', '备份到一个文件 / back up into one file'],
        ['restore', '从备份恢复 / restore a backup'],
        ['upgrade-database', '升级内置数据库的大版本 / bring the embedded database to this release’s version'],
      ] as const
    ).map(([name, words]) => [name, [words, async () => backupCommand(name)] as const]),
  ),
  witness: ['见证其他系统的记录 / witness the journals of other installations', async () => (await import('./witness.ts')).witnessCommand()],
}

async function backupCommand(name: string): Promise<Command> {
  const found = (await import('./backup.ts')).backupCommands().find((command) => command.name() === name)
  if (found === undefined) throw new Error(`there is no command ${name}`)
  return found
}

async function laterCommands(asked: (name: string) => boolean): Promise<readonly Command[]> {
  const commands: Command[] = []
  for (const [name, [description, load]] of Object.entries(LATER)) commands.push(asked(name) ? await load() : new Command(name).description(description))
  return commands
}

/** The whole command line; of the commands that are read later, those that are asked for, and of the others only their names. */
export async function program(asked: (name: string) => boolean): Promise<Command> {
  const made = new Command('dutybook')
    .description('责任簿：作为可运行系统的网络安全法 / the Cybersecurity Law of China as a working system')
    .version('0.1.0')
    .addCommand(lawCommand())
    .addCommand(liabilityCommand())
    .addCommand(assessCommand())
    .addCommand(exampleCommand())
    .addHelpText('after', '\nExit status: 0 done · 1 the answer is no · 2 the input is unusable · 3 a fault of ours\nStart here: dutybook example\n')
    .configureOutput({ writeErr: (text) => void process.stderr.write(text) })
    .exitOverride()
  for (const command of await laterCommands(asked)) made.addCommand(command)
  return overrideExits(made)
}

/** `exitOverride` is not inherited by commands that were added ready-made. */
function overrideExits(command: Command): Command {
  command.exitOverride()
  for (const sub of command.commands) overrideExits(sub)
  return command
}
