import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError, Option } from 'commander'
import { EDITIONS, type EditionId } from '#law/citation.ts'
import { compareAssessments } from '#law/difference.ts'
import { dayAt, dayOf, endOf, instant, instantOf, printDay, type Instant } from '#law/instant.ts'
import { assessFiles, deliver, renderAssessment, type AssessOptions } from './assess.ts'
import { importFile, importJson, importReportText } from './import.ts'
import { dataFolder, importedText, importedView } from './imported.ts'
import { differenceHtml, differenceText } from './difference.ts'
import { languageOf } from './language.ts'
import { concordanceRows, editionRows, findEdition, normRows, provisionView } from './law.ts'
import { concordanceText, editionsText, normsText, provisionText } from './law-text.ts'
import { liability } from './liability.ts'
import { redlineHtml } from './report/redline.ts'
import { redlineJson, redlineOf, redlineText } from './redline.ts'
import { readRestatements, readStatute } from './statute.ts'
import { codeOf, Unusable } from './unusable.ts'

/** The bundled example and the instant at which it is looked at. */
const EXAMPLE = new URL('../../example/', import.meta.url)
const EXAMPLE_AT = '2025-12-12T09:00:00+08:00'

function instantArgument(text: string): Instant {
  const day = dayOf(text)
  const at = day === undefined ? instantOf(text) : endOf(day)
  if (at === undefined) throw new InvalidArgumentError('write an instant with an offset, such as 2025-12-12T09:00:00+08:00, or a day, which means its end.')
  return at
}

function editionArgument(text: string): EditionId {
  const id = EDITIONS.find((each) => each === text)
  if (id === undefined) throw new InvalidArgumentError(`the editions are ${EDITIONS.join(', ')}.`)
  return id
}

const print = (text: string): void => void process.stdout.write(`${text}\n`)
const printJson = (value: unknown): void => print(JSON.stringify(value))

/** What the language option says, wherever it stood on the line. */
interface Common {
  readonly lang?: string
  readonly json?: boolean
}

const language = (): Option => new Option('--lang <language>', 'zh or en; otherwise the language of the environment').choices(['zh', 'en'])

const warn =
  (asked: string | undefined) =>
  (zh: string, en: string): void =>
    void process.stderr.write(`${languageOf(asked) === 'zh' ? `提示：${zh}` : `note: ${en}`}\n`)

interface AssessFlags extends Common {
  readonly journal?: string
  readonly at?: Instant
  readonly asIf?: EditionId
  readonly against?: EditionId
  readonly format?: 'text' | 'html'
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

interface ShowFlags extends Common {
  readonly data?: string
}

interface ImportFlags extends ShowFlags {
  readonly edition: EditionId
}

const dataOption = (): Option => new Option('--data <folder>', 'where imported texts are kept; otherwise $DATA_DIR, else the user data folder')

function importCommand(): Command {
  return new Command('import')
    .description('导入官方文本，与本版本的条款结构核对 / read an official text and hold it against the edition')
    .argument('<file>', 'TXT, HTML or DOCX; Chinese, English or both')
    .addOption(new Option('--edition <edition>', 'which edition the text is').argParser(editionArgument).makeOptionMandatory())
    .addOption(new Option('--lang <language>', 'take only this language of the file: zh or en').choices(['zh', 'en']))
    .option('--json', 'as JSON')
    .addOption(dataOption())
    .addHelpText(
      'after',
      '\nExit status 1 when provisions are missing, 2 when the file is refused; then nothing is stored.\n\nExamples:\n  dutybook law import law.txt --edition csl-2017\n  dutybook law import page.html --edition csl-2017 --lang zh --json\n',
    )
    .action(async (file: string, flags: ImportFlags) => {
      const asked = flags.lang === 'zh' || flags.lang === 'en' ? flags.lang : undefined
      const today = printDay(dayAt(instant(Date.now())))
      const reports = await importFile(file, readStatute(), readRestatements(), {
        edition: flags.edition,
        language: asked,
        folder: dataFolder(flags.data),
        today,
        warn: warn(flags.lang),
      })
      if (flags.json === true) printJson(importJson(reports))
      else print(importReportText(reports, languageOf(flags.lang)))
      if (reports.some((report) => report.missing.length > 0)) process.exitCode = 1
    })
}

function lawCommand(): Command {
  const law = new Command('law').description('法律文本、规范与责任 / what the law says')
  law
    .command('editions')
    .description('列出版本 / the editions that are loaded')
    .option('--json', 'as JSON')
    .addOption(language())
    .action((flags: Common) => {
      const rows = editionRows(readStatute())
      if (flags.json === true) printJson(rows)
      else print(editionsText(rows, languageOf(flags.lang)))
    })
  law
    .command('show')
    .description('一条、一款或一项：转述、规范、责任 / one article, paragraph or item')
    .argument('<edition>', 'such as csl-2017')
    .argument('<provision>', 'such as 21, 21.1 or 21.1.3')
    .option('--json', 'as JSON')
    .addOption(dataOption())
    .addOption(language())
    .addHelpText('after', '\nExamples:\n  dutybook law show csl-2017 21.1.3\n  dutybook law show csl-2017 59 --lang zh\n')
    .action((edition: string, provision: string, flags: ShowFlags) => {
      const found = provisionView(readStatute(), edition, provision)
      const view = { ...found, imported: importedView(dataFolder(flags.data), found.edition, found.provision) }
      for (const { why } of view.imported?.damaged ?? []) warn(flags.lang)(why.zh, why.en)
      if (flags.json === true) printJson(view)
      else print(`${provisionText(view, languageOf(flags.lang))}${importedText(view.imported, languageOf(flags.lang))}`)
    })
  law
    .command('norms')
    .description('规范一览 / one row for each norm and provision')
    .argument('<edition>', 'such as csl-2017')
    .option('--json', 'as JSON')
    .addOption(language())
    .action((edition: string, flags: Common) => {
      const rows = normRows(findEdition(readStatute(), edition))
      if (flags.json === true) printJson(rows)
      else print(normsText(rows, languageOf(flags.lang)))
    })
  law.addCommand(importCommand())
  law
    .command('concordance')
    .description('两个版本的条款对照 / where each provision of one edition stands in another')
    .argument('<from>', 'such as csl-2017')
    .argument('<to>', 'such as csl-2026')
    .option('--json', 'as JSON')
    .addOption(language())
    .action((from: string, to: string, flags: Common) => {
      const rows = concordanceRows(readStatute(), from, to)
      if (flags.json === true) printJson(rows)
      else print(concordanceText(rows, languageOf(flags.lang)))
    })
  law.addCommand(redlineCommand())
  return law
}

interface RedlineFlags extends ShowFlags {
  readonly article?: string
  readonly format?: 'text' | 'html'
  readonly out?: string
}

function redlineCommand(): Command {
  return new Command('redline')
    .description('两个版本逐条逐字对照 / two editions by provision and by word')
    .argument('<from>', 'such as csl-2017')
    .argument('<to>', 'such as csl-2026')
    .option('--article <n>', 'one article, of either edition')
    .option('--json', 'as JSON')
    .addOption(new Option('--format <format>', 'what to write').choices(['text', 'html']).default('text'))
    .option('--out <file>', 'write to a file instead of standard output')
    .addOption(dataOption())
    .addOption(language())
    .addHelpText(
      'after',
      '\nExamples:\n  dutybook law redline csl-2017 csl-2026 --article 59\n  dutybook law redline csl-2017 csl-2026 --format html --lang zh --out redline.html\n',
    )
    .action((from: string, to: string, flags: RedlineFlags) => {
      const found = redlineOf(readStatute(), readRestatements(), from, to, {
        article: flags.article,
        language: languageOf(flags.lang),
        data: dataFolder(flags.data),
      })
      if (flags.json === true) printJson(redlineJson(found))
      else if (flags.format === 'html') deliver(redlineHtml(found), flags.out)
      else deliver(redlineText(found, flags.out === undefined && process.stdout.isTTY && process.env['NO_COLOR'] === undefined), flags.out)
    })
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
    .addOption(new Option('--format <format>', 'what to write').choices(['text', 'html']).default('text'))
    .option('--out <file>', 'write to a file instead of standard output')
    .addOption(language())
    .addHelpText(
      'after',
      `
Examples:
  dutybook assess example/profile.yaml --journal example/events.jsonl --at ${EXAMPLE_AT}
  dutybook assess profile.yaml --journal events.jsonl --format html --lang zh --out duties.html
  dutybook assess profile.yaml --journal events.jsonl --as-if csl-2017 --against csl-2026 --format html --out change.html
  dutybook assess profile.yaml --journal events.jsonl --json | jq '.duties[] | select(.late)'
`,
    )
    .action(async (profile: string, flags: AssessFlags) => {
      const options = optionsOf(flags)
      if (flags.against !== undefined) return compareEditions(profile, options, flags.against, warn(flags.lang))
      deliver(renderAssessment(await assessFiles(profile, options, warn(flags.lang)), options), options.out)
    })
}

/** One party under two editions, whatever the dates. */
async function compareEditions(profile: string, options: AssessOptions, against: EditionId, note: (zh: string, en: string) => void): Promise<void> {
  if (options.asIf === undefined)
    throw new Unusable('--against 与 --as-if 一起使用：从哪个版本换到哪个版本', '--against goes with --as-if: from which edition to which')
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
      deliver(renderAssessment(await assessFiles(profile, options, warn(flags.lang)), options), undefined)
      const page = `bin/dutybook assess example/profile.yaml --journal example/events.jsonl --at ${EXAMPLE_AT} --format html --out duties.html`
      process.stderr.write(options.language === 'zh' ? `\n同样内容的网页：\n  ${page}\n` : `\nThe same as a page to forward:\n  ${page}\n`)
    })
}

function program(): Command {
  return new Command('dutybook')
    .description('责任簿：作为可运行系统的网络安全法 / the Cybersecurity Law of China as a working system')
    .version('0.1.0')
    .addCommand(lawCommand())
    .addCommand(liabilityCommand())
    .addCommand(assessCommand())
    .addCommand(exampleCommand())
    .addHelpText('after', '\nExit status: 0 done · 1 the answer is no · 2 the input is unusable · 3 a fault of ours\nStart here: dutybook example\n')
    .configureOutput({ writeErr: (text) => void process.stderr.write(text) })
    .exitOverride()
}

/** `exitOverride` is not inherited by commands that were added ready-made. */
function overrideExits(command: Command): Command {
  command.exitOverride()
  for (const sub of command.commands) overrideExits(sub)
  return command
}

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
  await overrideExits(program()).parseAsync(process.argv)
} catch (error) {
  process.exitCode = report(error)
}
