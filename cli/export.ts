import { Command, Option } from 'commander'
import { akomaNtoso, restatementOf, type EditionText } from '#law/export/akomantoso.ts'
import { oscalCatalog, oscalProfile, type CatalogSource } from '#law/export/oscal.ts'
import { printXml } from '#law/export/xml.ts'
import { nearest } from '#law/nearest.ts'
import { ROLES, type Role } from '#law/role.ts'
import type { EditionData, Restatements, Statute } from '#law/statute.ts'
import type { Language } from '#law/text.ts'
import { deliver } from './delivery.ts'
import { readStored } from '#server/official-text/stored.ts'
import { dataFolder } from './imported.ts'
import { languageOf } from './language.ts'
import { findEdition } from './law.ts'
import { dataOption, language, type Common } from './option.ts'
import { readRestatements, readStatute } from './statute.ts'
import { Unusable } from './unusable.ts'
import { uuidOf } from './uuid.ts'

export interface ExportOptions {
  readonly format: 'akn' | 'oscal'
  /** Only what a role bears, as an OSCAL profile. */
  readonly role: string | undefined
  readonly language: Language
  /** Our own words, or the official text that was imported into the folder. */
  readonly text: 'restatement' | 'official'
  readonly folder: string
}

function roleOf(asked: string): Role {
  const found = ROLES.find((role) => role === asked)
  if (found !== undefined) return found
  const near = nearest(asked, ROLES)
  const hint = near === undefined ? '' : `. Did you mean ${near}?`
  throw new Unusable(`没有身份 ${asked}；有：${ROLES.join('、')}`, `there is no role ${asked}; there are: ${ROLES.join(', ')}${hint}`)
}

/** The imported official text, whole; refused where there is none, or it cannot be trusted. */
function officialText({ edition, places }: EditionData, { language, folder }: ExportOptions): EditionText {
  const stored = readStored(folder, edition.id, language)
  if (stored === undefined)
    throw new Unusable(
      `没有导入 ${edition.id} 的${language === 'zh' ? '中文' : '英文'}文本。请先运行 dutybook law import 文件 --edition ${edition.id}，或者去掉 --text official。`,
      `no ${language === 'zh' ? 'Chinese' : 'English'} text of ${edition.id} was imported. Run dutybook law import FILE --edition ${edition.id} first, or leave out --text official.`,
    )
  if ('why' in stored) throw new Unusable(stored.why.zh, stored.why.en)
  if (stored.standing === 'restatement')
    throw new Unusable(
      `导入的 ${edition.id} 文本是责任簿的转述，不是官方文本。请导入官方文本，或者去掉 --text official。`,
      `the imported text of ${edition.id} is a restatement by Dutybook, not the official text. Import an official text, or leave out --text official.`,
    )
  const found = new Set(stored.provisions.map(({ provision }) => provision))
  const missing = places.filter((place) => place.includes('.') && !found.has(place))
  if (missing.length > 0)
    throw new Unusable(
      `导入的文本缺少 ${missing.join('、')}。请取完整的官方文本再导入。`,
      `the imported text lacks ${missing.join(', ')}. Import a complete official text.`,
    )
  return { language, standing: 'official', provisions: stored.provisions, sha256: stored.sha256 }
}

/** One edition as Akoma Ntoso, as an OSCAL catalog, or for a role as an OSCAL profile. The same input gives the same bytes. */
export function exportLaw(statute: Statute, restatements: Restatements, id: string, options: ExportOptions): string {
  const data = findEdition(statute, id)
  const restated = restatements.editions[data.edition.id]
  if (restated === undefined) throw new Error(`the build has no restatement of ${data.edition.id}`)
  const { format, role, language, text } = options
  if (format === 'akn') {
    if (role !== undefined) throw new Unusable('--role 用于 --format oscal：一个身份的规范清单。', '--role goes with --format oscal: the profile of one role.')
    return printXml(akomaNtoso(statute, data, restated, text === 'official' ? officialText(data, options) : restatementOf(restated, language)))
  }
  if (text === 'official')
    throw new Unusable(
      'OSCAL 目录只含转述；--text official 用于 --format akn。',
      'an OSCAL catalog holds restatements; --text official goes with --format akn.',
    )
  const source: CatalogSource = { statute, data, restated, language, uuid: uuidOf }
  return `${JSON.stringify(role === undefined ? oscalCatalog(source) : oscalProfile(source, roleOf(role)), null, 2)}\n`
}

interface ExportFlags extends Common {
  readonly format: ExportOptions['format']
  readonly text: ExportOptions['text']
  readonly role?: string
  readonly data?: string
  readonly out?: string
}

export function exportCommand(): Command {
  return new Command('export')
    .description('一个版本导出为 Akoma Ntoso 或 OSCAL / one edition as Akoma Ntoso 3.0 or OSCAL 1.1')
    .argument('<edition>', 'such as csl-2017')
    .addOption(new Option('--format <format>', 'akn: the text with its history; oscal: the norms as controls').choices(['akn', 'oscal']).makeOptionMandatory())
    .option('--role <role>', 'oscal: a profile of the norms of one role, such as network-operator')
    .addOption(
      new Option('--text <text>', 'akn: our restatement, or the official text that was imported').choices(['restatement', 'official']).default('restatement'),
    )
    .option('--out <file>', 'write to a file instead of standard output')
    .addOption(dataOption())
    .addOption(language())
    .addHelpText(
      'after',
      `
An .akn file can be read again with dutybook law import. The same edition gives the same bytes.

Examples:
  dutybook law export csl-2026 --format akn --lang zh --out csl-2026.zh.akn
  dutybook law export csl-2017 --format oscal --lang en --out csl-2017.en.oscal-catalog.json
  dutybook law export csl-2017 --format oscal --role cii-operator --lang en --out cii-operator.json
`,
    )
    .action((edition: string, flags: ExportFlags) => {
      const { format, role, text, data, out, lang } = flags
      deliver(exportLaw(readStatute(), readRestatements(), edition, { format, role, language: languageOf(lang), text, folder: dataFolder(data) }), out)
    })
}
