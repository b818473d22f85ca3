import { Command, InvalidArgumentError, Option } from 'commander'
import { toHex } from '#journal/bytes.ts'
import { erase } from '#journal/erasure.ts'
import { formatVerifierKey, noteKey } from '#journal/note.ts'
import { publicKeysOf } from '#journal/keyring.ts'
import { publish } from '#journal/publication.ts'
import { rotateCheckpointKey, rotatePayloadKey } from '#journal/rotation.ts'
import { sha256 } from '#journal/sha256.ts'
import { inParty } from '#journal/sql.ts'
import { headOf } from '#journal/tree.ts'
import { keepErased } from '#server/database/erased-list.ts'
import { setAsideKept } from '#server/database/kept.ts'
import { appendLines, receiptJson } from './journal/append.ts'
import { exportBundle } from './journal/export.ts'
import { inWords, openPlace, type Place, type PlaceFlags, type PlaceOptions } from './journal/place.ts'
import { proofText, proveConsistency, proveInclusion } from './journal/prove.ts'
import { readJournal, type ReadFlags } from './journal/read.ts'
import { verifyFolder, verifyJson, verifyText, type VerifyFlags } from './journal/verify.ts'
import { languageOf } from './language.ts'
import { dataOption, language, print, printJson, type Common } from './option.ts'
import { Unusable } from './unusable.ts'

type Flags = Common & PlaceFlags

const partyOption = (): Option => new Option('--party <party>', 'whose journal, where there are several: its id or its origin')

function wholeNumber(text: string): number {
  const value = Number(text)
  if (!/^\d+$/.test(text) || !Number.isSafeInteger(value)) throw new InvalidArgumentError('write a whole number.')
  return value
}

/** A command on one party's journal, with its place opened and closed around the work. */
async function at(flags: PlaceFlags, work: (place: Place) => Promise<void>, options: PlaceOptions = {}): Promise<void> {
  await using place = await openPlace(flags, options)
  try {
    await work(place)
  } catch (error) {
    throw inWords(error, place.database.where)
  }
}

const command = (name: string, description: string): Command =>
  new Command(name).description(description).addOption(dataOption()).addOption(partyOption()).addOption(language())

/** How far a long work has come, on a terminal and nowhere else. */
function progress(done: number, size: number): void {
  if (!process.stderr.isTTY) return
  process.stderr.write(`\r${done} / ${size} ${done >= size ? '\n' : ''}`)
}

function appendCommand(): Command {
  return command('append', '写入：每行一个 JSON 对象，落盘后才给回执 / record lines, each acknowledged once it is on disk')
    .argument('[file]', 'one JSON object a line; standard input otherwise', '-')
    .requiredOption('--stream <name>', 'the stream that the entries belong to')
    .addHelpText(
      'after',
      `
A line may name its kind ("incident.reported"), subject, occurred (an instant with an offset) and id (any name: sent twice to a stream, it is recorded once).
One receipt a line comes back, in order: {"index","leafHash","treeSize","rootHash"}; hashes in hexadecimal (RFC 6962).

Example:
  echo '{"kind":"drill.held","occurred":"2026-03-01T09:00:00+08:00","facts":{"system":"payment"}}' | dutybook journal append --data DIR --stream drills
`,
    )
    .action((file: string, flags: Flags & { readonly stream: string }) => at(flags, (place) => appendLines(place, file, flags.stream, print), { plant: true }))
}

function proveCommand(): Command {
  return command('prove', '证明某条在册，或较早的树长成了较晚的树 / that an entry is there, or that one tree grew into another')
    .argument('[index]', 'the entry, from 0', wholeNumber)
    .option('--size <n>', 'in the tree of this size (default: now)', wholeNumber)
    .option('--from <n>', 'consistency: the earlier size', wholeNumber)
    .option('--to <n>', 'consistency: the later size', wholeNumber)
    .option('--json', 'as JSON; otherwise a proof text with its checkpoint (C2SP tlog-proof)')
    .action((index: number | undefined, flags: Flags & { readonly size?: number; readonly from?: number; readonly to?: number }) =>
      at(flags, async (place) => {
        if (flags.from !== undefined && flags.to !== undefined && index === undefined) printJson(await proveConsistency(place, flags.from, flags.to))
        else if (index === undefined || flags.from !== undefined || flags.to !== undefined)
          throw new Unusable('请给出条目序号，或同时给出 --from 与 --to。', 'name an entry, or give both --from and --to.')
        else if (flags.json === true) printJson(await proveInclusion(place, index, flags.size))
        else process.stdout.write(await proofText(place, index, flags.size))
      }),
    )
}

function exportCommand(): Command {
  return command('export', '导出审计包，自带核验程序 / everything for an auditor, with the verifier inside')
    .argument('<out>', 'a new folder')
    .option('--withhold-content', 'proves the record without handing over what it says')
    .action((out: string, flags: Flags & { readonly withholdContent?: boolean }) =>
      at(flags, async (place) => {
        const { size } = await exportBundle(place, out, flags.withholdContent === true, progress)
        process.stderr.write(languageOf(flags.lang) === 'zh' ? `已导出 ${size} 条到 ${out}\n` : `${size} entries are in ${out}\n`)
      }),
    )
}

function verifyCommand(): Command {
  return new Command('verify')
    .description('逐字节重算，指出第一处不符 / rehash every stored byte; name the first that is wrong')
    .argument('<folder>', 'a data folder or an audit bundle')
    .option('--key <vkey>', 'the verifier key that you know from elsewhere')
    .addOption(partyOption())
    .option('--json', 'as JSON')
    .addOption(language())
    .action(async (folder: string, flags: VerifyFlags) => {
      const report = await verifyFolder(folder, flags, progress)
      if (report === 'bundle') return
      if (flags.json === true) printJson(verifyJson(report))
      else print(verifyText(report, languageOf(flags.lang)))
      if (report.findings.length > 0) process.exitCode = 1
    })
}

function eraseCommand(): Command {
  return command('erase', '依法删除一条的内容，删除本身入册 / erase what an entry says; that it was done is recorded')
    .argument('<index>', 'the entry, from 0', wholeNumber)
    .requiredOption('--by <who>', 'who decided')
    .requiredOption('--why <reason>', 'for what reason')
    .requiredOption('--provision <provision>', 'under which provision, such as "csl-2026 45"')
    .action((index: number, flags: Flags & { readonly by: string; readonly why: string; readonly provision: string }) =>
      at(flags, async ({ folder, database, party }) => {
        const { by, why, provision } = flags
        const options = { pool: database.app, master: database.secrets.master, clock: Date.now }
        const erased = await erase(options, party, index, { by, why, provision }, () => keepErased(folder, party, index))
        switch (erased.kind) {
          case 'erased':
            await database.keeper.query('vacuum journal.payload')
            printJson({ erased: index, ...receiptJson(erased.receipt) })
            return
          case 'no-such-entry':
            throw new Unusable(`没有第 ${index} 条；共 ${erased.size} 条。`, `there is no entry ${index}; there are ${erased.size}.`)
          case 'erased-before':
            throw new Unusable(`第 ${index} 条的内容此前已删除。`, `what entry ${index} says was erased before.`)
          case 'is-an-erasure':
            throw new Unusable(`第 ${index} 条记载一次删除，不能再删除。`, `entry ${index} is the record of an erasure and stays.`)
        }
      }),
    )
}

function rotateCommand(): Command {
  return command(
    'rotate-keys',
    '更换密钥：内容用新密钥重新加密，检查点换新签名密钥 / new keys: content is sealed anew, checkpoints get a new signing key',
  ).action((flags: Flags) =>
    at(flags, async ({ database, party }) => {
      const payload = await rotatePayloadKey(database.app, database.secrets.master, party, Date.now())
      const checkpoint = await rotateCheckpointKey(database.app, database.secrets.master, party, Date.now())
      // Copies of the rows as they were go from the table's free space.
      await database.keeper.query('vacuum journal.payload')
      printJson({ party, payload: payload.generation, resealed: payload.resealed, checkpoint })
    }),
  )
}

function acceptLossCommand(): Command {
  return command('accept-loss', '数据库退回后确认丢失，丢失本身入册 / after the database was put back: go on, with the loss on record')
    .requiredOption('--by <who>', 'who decided')
    .requiredOption('--why <reason>', 'what happened')
    .action((flags: Flags & { readonly by: string; readonly why: string }) =>
      at(
        flags,
        async ({ folder, database, party, recorder, keep }) => {
          const now = Date.now()
          const { frontier, root } = await inParty(database.app, party, (sql) => headOf(sql, party), { readOnly: true })
          const aside = setAsideKept(folder, party, now)
          if (aside === undefined)
            throw new Unusable('没有库外保存的检查点，无从比较。', 'no checkpoint is kept outside the database; there is nothing to compare with.')
          const payload = new TextEncoder().encode(
            JSON.stringify({ by: flags.by, why: flags.why, foundSize: frontier.size, foundRoot: toHex(root), keptAs: aside }),
          )
          const appended = await recorder.append(party, {
            drafts: [{ id: crypto.randomUUID(), stream: 'journal.losses', kind: 'journal.loss-accepted', subject: null, occurred: now, payload }],
          })
          if (appended.kind === 'appended') for (const receipt of appended.receipts) printJson(receiptJson(receipt))
          await publish(database.app, database.secrets.master, party, { now, keep })
        },
        { despiteLoss: true },
      ),
    )
}

/** The record of what happened: written, proved, handed over, checked. */
export function journalCommand(): Command {
  return new Command('journal')
    .description('日志：可证明的记录 / what happened, provably')
    .addCommand(appendCommand())
    .addCommand(
      command('read', '按流、种类、时间或位置读取 / entries by stream, kind, time or place')
        .option('--stream <name>', 'of this stream')
        .option('--kind <kind...>', 'of these kinds')
        .option('--occurred <from..to>', 'that happened between two instants')
        .option('--recorded <from..to>', 'that were written down between two instants')
        .option('--from <n>', 'from this place on', wholeNumber)
        .action((flags: Flags & ReadFlags) => at(flags, (place) => readJournal(place, flags, print))),
    )
    .addCommand(
      command('checkpoint', '签名检查点 / the signed checkpoint of what is on disk (C2SP tlog-checkpoint)').action((flags: Flags) =>
        at(flags, async ({ database, party, keep }) => {
          process.stdout.write((await publish(database.app, database.secrets.master, party, { now: Date.now(), keep })).note)
        }),
      ),
    )
    .addCommand(proveCommand())
    .addCommand(exportCommand())
    .addCommand(verifyCommand())
    .addCommand(
      command('key', '验证密钥，供他人核对 / the verifier keys, to be written down by others').action((flags: Flags) =>
        at(flags, async ({ database, party }) => {
          await inParty(
            database.app,
            party,
            async (sql) => {
              const { origin } = await headOf(sql, party)
              for (const publicKey of await publicKeysOf(sql, party)) print(formatVerifierKey(noteKey(sha256, origin, 1, publicKey)))
            },
            { readOnly: true },
          )
        }),
      ),
    )
    .addCommand(eraseCommand())
    .addCommand(rotateCommand())
    .addCommand(acceptLossCommand())
}
