import { Command, Option } from 'commander'
import type { EditionId } from '#law/citation.ts'
import { dayAt, instant, printDay } from '#law/instant.ts'
import { editionRow } from '#law/edition-row.ts'
import { normRows } from '#law/norm-row.ts'
import { importJson } from '#server/official-text/intake.ts'
import { importedView } from '#server/official-text/stored.ts'
import { deliver } from './delivery.ts'
import { exportCommand } from './export.ts'
import { importFile, importReportText } from './import.ts'
import { dataFolder, importedText } from './imported.ts'
import { languageOf } from './language.ts'
import { concordanceText, editionsText, normsText, provisionText } from './law-text.ts'
import { concordanceRows, findEdition, findProvision, type ShownProvision } from './law.ts'
import { dataOption, editionArgument, language, print, printJson, warn, type Common } from './option.ts'
import { redlineJson, redlineOf, redlineText } from './redline.ts'
import { redlineHtml } from './report/redline.ts'
import { readRestatements, readStatute } from './statute.ts'

interface ShowFlags extends Common {
  readonly data?: string
}

interface ImportFlags extends ShowFlags {
  readonly edition: EditionId
}

function importCommand(): Command {
  return new Command('import')
    .description('导入官方文本，与本版本的条款结构核对 / read an official text and hold it against the edition')
    .argument('<file>', 'TXT, HTML, DOCX or Akoma Ntoso (XML); Chinese, English or both')
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

export function lawCommand(): Command {
  const law = new Command('law').description('法律文本、规范与责任 / what the law says')
  law
    .command('editions')
    .description('列出版本 / the editions that are loaded')
    .option('--json', 'as JSON')
    .addOption(language())
    .action((flags: Common) => {
      const rows = readStatute().editions.map(editionRow)
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
      const found = findProvision(readStatute(), edition, provision)
      const view: ShownProvision = { ...found, imported: importedView(dataFolder(flags.data), found.edition, found.provision) }
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
  law.addCommand(exportCommand())
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
