import { access } from 'node:fs/promises'
import { Command, Option } from 'commander'
import { openBackup, type TableCount } from '#server/database/backup-file.ts'
import { BackupError } from '#server/database/backup-trouble.ts'
import { noteBackup } from '#server/database/backup-record.ts'
import { backUp } from '#server/database/backup.ts'
import { openDatabase, type Database, type Say } from '#server/database/database.ts'
import { erasedFile, readErased } from '#server/database/erased-list.ts'
import { masterKeyFile } from '#server/database/master-key.ts'
import { migrations } from '#server/database/migrate.ts'
import { DatabaseError } from '#server/database/postgres-trouble.ts'
import { recomputeViews, type Recomputed } from '#server/database/recompute.ts'
import { restore, type Restored } from '#server/database/restore.ts'
import { upgradeCluster } from '#server/database/upgrade.ts'
import { dataFolder } from './imported.ts'
import { languageOf } from './language.ts'
import { language, printJson, type Common } from './option.ts'
import { Unusable } from './unusable.ts'

interface Flags extends Common {
  readonly data?: string
}

interface BackupFlags extends Flags {
  readonly force?: boolean
}

const dataOption = (): Option => new Option('--data <folder>', 'the data folder; otherwise $DATA_DIR, else the user data folder')

const saying =
  ({ lang }: Common): Say =>
  (zh, en) =>
    void process.stderr.write(`${languageOf(lang) === 'zh' ? zh : en}\n`)

/** What a person can mend, said as such. */
async function mending<Result>(folder: string, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DatabaseError && error.code === 'cluster-version')
      throw new Unusable(`${error.words.zh}\n  dutybook upgrade-database --data ${folder}`, `${error.words.en}\n  dutybook upgrade-database --data ${folder}`)
    if (error instanceof BackupError || error instanceof DatabaseError) throw new Unusable(error.words.zh, error.words.en)
    throw error
  }
}

async function withDatabase<Result>(folder: string, say: Say, work: (database: Database) => Promise<Result>): Promise<Result> {
  const url = process.env['DATABASE_URL']
  const database = await openDatabase({ folder, url: url === '' ? undefined : url, say })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

function productOf(command: Command): string {
  const version = command.parent?.version()
  if (version === undefined) throw new Error('the program has no version')
  return version
}

const countsOf = (tables: readonly TableCount[]): Readonly<Record<string, number>> => Object.fromEntries(tables.map(({ table, rows }) => [table, rows]))

async function makeBackup(file: string, flags: BackupFlags, product: string): Promise<void> {
  const folder = dataFolder(flags.data)
  const say = saying(flags)
  const now = Date.now()
  const done = await withDatabase(folder, say, ({ keeper }) => backUp(keeper, { file, force: flags.force === true, product, now, say }))
  await noteBackup(folder, { at: now, bytes: done.bytes })
  const key = masterKeyFile(folder)
  say(
    `已备份到 ${file}（${done.bytes} 字节，SHA-256 ${done.sha256}）。\n备份不含主密钥。没有它，内容无法解密：请另行妥善保存 ${key}，不要与备份放在一起。`,
    `Backed up to ${file} (${done.bytes} bytes, SHA-256 ${done.sha256}).\nThe master key is not in it, and without that key no content can be opened: keep a copy of ${key} safe, and apart from the backups.`,
  )
  if (flags.json === true) printJson({ file, bytes: done.bytes, sha256: done.sha256, tables: countsOf(done.tables), masterKey: key })
}

async function restoreBackup(file: string, flags: Flags, product: string): Promise<void> {
  const folder = dataFolder(flags.data)
  const say = saying(flags)
  const erased = await readErased(folder)
  const backup = await openBackup(file) // whole, before a database is made for it
  try {
    await noteMissingList(folder, say)
    const [restored, views] = await withDatabase(folder, say, async ({ app, keeper, secrets: { master } }) => [
      await restore(keeper, { backup, migrations: migrations(), product, master, keyFile: masterKeyFile(folder), erased, say }),
      await recomputeViews(app, keeper, master),
    ])
    tellRestored(restored, folder, say)
    tellFailed(views, say)
    if (flags.json === true)
      printJson({
        file,
        made: restored.header.made,
        product: restored.header.product,
        tables: countsOf(restored.tables),
        erased: restored.erased,
        damaged: restored.damaged,
        migrated: restored.migrated,
        matters: views.matters,
        withoutViews: views.failed,
      })
    if (restored.damaged.length + views.failed.length > 0) process.exitCode = 1
  } finally {
    await backup.close()
  }
}

async function noteMissingList(folder: string, say: Say): Promise<void> {
  const list = erasedFile(folder)
  const there = await access(list).then(
    () => true,
    () => false,
  )
  if (there) return
  say(
    `提示：没有 ${list}。若备份之后曾删除过内容，请中止，从原数据文件夹取回该文件后再恢复，否则这些内容会重现。`,
    `note: there is no ${list}. If content was erased after this backup was made, stop, bring that file from the old data folder, and restore again: otherwise the content comes back.`,
  )
}

function tellRestored({ header, tables, erased, damaged, migrated }: Restored, folder: string, say: Say): void {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  say(`已恢复 ${header.made} 的备份：${rows} 行。`, `Restored the backup of ${header.made}: ${rows} rows.`)
  if (erased > 0) say(`其中 ${erased} 项内容在备份之后已被删除，没有恢复。`, `${erased} contents were erased after the backup and were not brought back.`)
  if (migrated.length > 0) say(`数据库已更新到本版本（${migrated.join('、')}）。`, `The database was brought forward to this release (${migrated.join(', ')}).`)
  for (const { party, why } of damaged)
    say(
      `主体 ${party} 的树与其记录不符，备份生成时已是如此：${why}`,
      `The tree of party ${party} does not stand on its entries, and did not when the backup was made: ${why}`,
    )
  say(`请核对全部记录：dutybook journal verify ${folder}`, `Now have every entry checked: dutybook journal verify ${folder}`)
}

function tellFailed({ failed }: Recomputed, say: Say): void {
  for (const { party, why } of failed)
    say(
      `主体 ${party} 的记录已恢复，但无法读通，因而没有计算出看板：${why}`,
      `The entries of party ${party} were restored and cannot be read through, so that it has no views: ${why}`,
    )
}

async function upgrade(flags: Flags, product: string): Promise<void> {
  const folder = dataFolder(flags.data)
  const say = saying(flags)
  const done = await upgradeCluster(folder, { product, now: Date.now(), say })
  if (done === undefined) say(`${folder} 的数据库无须升级。`, `The database of ${folder} needs no upgrade.`)
  else
    say(
      `已从 PostgreSQL ${done.from} 升级到 ${done.to}。旧数据库留在 ${done.aside}，备份在 ${done.backup}；确认无误后可以删除。\n请核对全部记录：dutybook journal verify ${folder}`,
      `Upgraded from PostgreSQL ${done.from} to ${done.to}. The old database is kept in ${done.aside} and a backup in ${done.backup}; remove them when all is well.\nNow have every entry checked: dutybook journal verify ${folder}`,
    )
  if (flags.json === true)
    printJson(done === undefined ? { upgraded: false } : { upgraded: true, from: done.from, to: done.to, aside: done.aside, backup: done.backup })
  if (done === undefined) return
  tellFailed(done.views, say)
  if (done.restored.damaged.length + done.views.failed.length > 0) process.exitCode = 1
}

/** The commands for whoever keeps the installation. They honour `$DATABASE_URL`; the last one is for the database in the data folder. */
export function backupCommands(): readonly Command[] {
  return [
    new Command('backup')
      .description('把全部数据备份到一个文件，运行中亦可 / all data into one file, while in use')
      .argument('<file>', 'the file to write')
      .option('--force', 'replace the file if it exists')
      .option('--json', 'what was written, as JSON')
      .addOption(dataOption())
      .addOption(language())
      .addHelpText('after', '\nThe master key is not in the file; keep it apart.\n\nExample:\n  dutybook backup journal-2026-03-01.backup --data data\n')
      .action(async (file: string, flags: BackupFlags, command: Command) => mending(dataFolder(flags.data), () => makeBackup(file, flags, productOf(command)))),
    new Command('restore')
      .description('把备份恢复到空数据库 / a backup into an empty database')
      .argument('<file>', 'made by dutybook backup')
      .option('--json', 'what was restored, as JSON')
      .addOption(dataOption())
      .addOption(language())
      .addHelpText(
        'after',
        '\nPut the master key file of the installation, and its kept/erased.jsonl, into the data folder first.\nExit status 1 when a journal was damaged before the backup was made, 2 when the file is refused; then nothing is written.\n\nExample:\n  dutybook restore journal-2026-03-01.backup --data new-data\n',
      )
      .action(async (file: string, flags: Flags, command: Command) => mending(dataFolder(flags.data), () => restoreBackup(file, flags, productOf(command)))),
    new Command('upgrade-database')
      .description('把数据文件夹中的数据库升级到现有 PostgreSQL 版本 / the database of the data folder to the PostgreSQL version at hand')
      .option('--json', 'what was done, as JSON')
      .addOption(dataOption())
      .addOption(language())
      .action(async (flags: Flags, command: Command) => mending(dataFolder(flags.data), () => upgrade(flags, productOf(command)))),
  ]
}
