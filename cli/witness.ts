import { setTimeout as sleep } from 'node:timers/promises'
import { Command, InvalidArgumentError } from 'commander'
import type { Text } from '#law/text.ts'
import { JournalFault } from '#journal/fault.ts'
import { formatVerifierKey, parseVerifierKey } from '#journal/note.ts'
import { sha256 } from '#journal/sha256.ts'
import type { WatchedLog } from '#journal/witness.ts'
import { openWitness, witnessKey, type WitnessFolder } from '#server/witness/folder.ts'
import { witnessApp } from '#server/witness/http.ts'
import { WitnessError } from '#server/witness/trouble.ts'
import { watchOnce, type Watched } from '#server/witness/watch.ts'
import { witnessOf, type Judged } from '#server/witness/witness.ts'
import { languageOf } from './language.ts'
import { portArgument, stopSignal, usableTrouble } from './serve.ts'
import { Unusable } from './unusable.ts'

interface FolderFlags {
  readonly data: string
  readonly name?: string
}

interface ServeFlags extends FolderFlags {
  readonly log: readonly WatchedLog[]
  readonly host: string
  readonly port: number
}

interface WatchFlags extends FolderFlags {
  readonly key: readonly WatchedLog[]
  readonly every?: number
  readonly allowHttp?: boolean
}

/** `VKEY`, or `ORIGIN VKEY` where the log's first line is not the name of its key. Keys of one origin come together. */
function logArgument(text: string, before: readonly WatchedLog[] = []): readonly WatchedLog[] {
  const [, given, vkey = ''] = /^(?:(.*)\s)?(\S+)$/.exec(text.trim()) ?? []
  try {
    const key = parseVerifierKey(sha256, vkey)
    if (key.algorithm !== 1) throw new InvalidArgumentError('a log has a key of algorithm 1; this is the key of a witness.')
    const origin = given?.trim() ?? key.name
    const known = before.find((log) => log.origin === origin)
    return [...before.filter((log) => log !== known), { origin, keys: [...(known?.keys ?? []), key] }]
  } catch (error) {
    if (error instanceof JournalFault) throw new InvalidArgumentError(`${error.message}. It looks like NAME+8 HEX DIGITS+BASE64, as the log prints it.`)
    throw error
  }
}

function secondsArgument(text: string): number {
  const seconds = /^[1-9]\d{0,6}$/.test(text) ? Number(text) : 0
  if (seconds === 0) throw new InvalidArgumentError('a whole number of seconds, 1 or more.')
  return seconds
}

const say = (zh: string, en: string): void => void process.stderr.write(`${languageOf(undefined) === 'zh' ? zh : en}\n`)

/** What a person can mend, said as such. */
async function mending<Result>(work: () => Promise<Result>, at = { host: '', port: 0 }): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    throw error instanceof WitnessError ? new Unusable(error.words.zh, error.words.en) : usableTrouble(error, at)
  }
}

const DATA = ['--data <folder>', 'the witness’s own folder: its key, and what it vouches for'] as const
const NAME = ['--name <name>', 'the name of the key, when it is made: an address without https://, such as witness.example/w1'] as const

function keyCommand(): Command {
  return new Command('key')
    .description('显示见证公钥；首次使用时生成 / print the witness’s verifier key; made at first use')
    .requiredOption(...DATA)
    .option(...NAME)
    .action(async ({ data, name }: FolderFlags) => {
      const { key } = await mending(() => witnessKey(data, name))
      process.stdout.write(`${formatVerifierKey(key)}\n`)
    })
}

function serveWitnessCommand(): Command {
  return new Command('serve')
    .description('接受日志提交的检查点并联署 / cosign the checkpoints that logs submit')
    .requiredOption(...DATA)
    .option(...NAME)
    .requiredOption('--log <vkey>', 'a log that may submit, by its verifier key; "ORIGIN VKEY" where they differ; repeatable', logArgument)
    .option('--port <n>', 'where to listen; 0 for any free port', portArgument, 7341)
    .option('--host <host>', 'which address to listen on', '127.0.0.1')
    .addHelpText('after', '\nPOST /add-checkpoint as in C2SP tlog-witness. One JSON line for each submission goes to standard output.\n')
    .action(async (flags: ServeFlags) => {
      await mending(async () => {
        await using folder = await openWitness(flags.data, flags.name)
        const app = await witnessApp({ witness: witnessOf({ folder, logs: flags.log, clock: Date.now }), tell: tellJudged, fault: tellFault })
        const address = await app.listen({ host: flags.host, port: flags.port })
        say(`见证已启动：${address}，公钥 ${formatVerifierKey(folder.key.key)}`, `The witness is at ${address}, key ${formatVerifierKey(folder.key.key)}`)
        await stopSignal()
        await app.close()
      }, flags)
    })
}

const tell = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`)

function tellJudged(judged: Judged): void {
  const time = new Date().toISOString()
  if (judged.kind === 'cosigned') return tell({ time, event: 'cosigned', origin: judged.checkpoint.origin, size: judged.checkpoint.size })
  const { refusal, origin, evidence } = judged
  tell({ time, event: 'refused', code: refusal.code, origin, evidence })
  if (evidence !== undefined)
    say(
      `警报：日志 ${origin} 对同一大小签署了两个不同的根。证据：${evidence}`,
      `ALARM: the log ${origin} has signed two roots for one size. Evidence: ${evidence}`,
    )
}

function tellFault(error: unknown): void {
  tell({ time: new Date().toISOString(), event: 'fault', error: error instanceof Error ? error.message : String(error) })
}

function watchCommand(): Command {
  return new Command('watch')
    .description('读取日志的检查点和树片，验证只增不改，然后联署 / fetch a log’s checkpoint, prove its growth from its tiles, cosign it')
    .argument('<url>', 'where checkpoint and tile/… lie, such as https://dutybook.example/tlog/PARTY')
    .requiredOption('--key <vkey>', 'the log’s verifier key, from somebody you trust; "ORIGIN VKEY" where they differ', logArgument)
    .requiredOption(...DATA)
    .option(...NAME)
    .option('--every <seconds>', 'go on watching; otherwise once', secondsArgument)
    .option('--allow-http', 'plain http to this machine and private networks')
    .addHelpText('after', '\nPrints the cosigned checkpoint. Exit status 1 when the log has forked or shrunk, or could not be proven to have grown.\n')
    .action(async (url: string, flags: WatchFlags) => {
      if (!URL.canParse(url))
        throw new Unusable(`${url} 不是地址。应形如 https://主机/tlog/主体`, `${url} is no address. It looks like https://host/tlog/PARTY`)
      await mending(async () => {
        await using folder = await openWitness(flags.data, flags.name)
        process.exitCode = await watch(url, flags, folder)
      })
    })
}

async function watch(url: string, { key, every, allowHttp = false }: WatchFlags, folder: WitnessFolder): Promise<0 | 1> {
  const [log, other] = key
  if (log === undefined || other !== undefined) throw new Unusable('一次只能监视一个日志。', 'One log can be watched at a time.')
  const witness = witnessOf({ folder, logs: [log], clock: Date.now })
  const stop = new AbortController()
  if (every !== undefined) void stopSignal().then(() => stop.abort())
  for (;;) {
    const watched = await watchOnce({ url, log, witness, folder, privateHttp: allowHttp })
    const words = wordsOf(watched, log.origin)
    say(words.zh, words.en)
    if (watched.kind === 'cosigned') process.stdout.write(watched.note)
    // A log that cannot be reached may be back at the next look; one that contradicts itself is not looked at again.
    if (every === undefined || watched.kind === 'forked' || watched.kind === 'shrunk') return watched.kind === 'cosigned' ? 0 : 1
    await sleep(every * 1000, undefined, { signal: stop.signal }).catch(() => undefined)
    if (stop.signal.aborted) return 0
  }
}

function wordsOf(watched: Watched, origin: string): Text {
  switch (watched.kind) {
    case 'cosigned': {
      const { from, size, file } = watched
      return from === undefined
        ? { zh: `${origin}：首次见证，${size} 条。已保存 ${file}`, en: `${origin}: first seen, ${size} entries. Kept in ${file}` }
        : {
            zh: `${origin}：从 ${from} 条增至 ${size} 条，只增不改。已保存 ${file}`,
            en: `${origin}: grown from ${from} to ${size} entries and only grown. Kept in ${file}`,
          }
    }
    case 'forked':
      return {
        zh: `警报：日志 ${origin} 已分叉：它签署的 ${watched.size} 条的树不含先前签署的 ${watched.from} 条的树。不予联署。两份签名保存在 ${watched.evidence}，请保留并通知记录的使用者。`,
        en: `ALARM: the log ${origin} has forked: the tree of ${watched.size} entries that it signed does not contain the tree of ${watched.from} that it had signed. Not cosigned. Both signed notes are in ${watched.evidence}; keep them and tell whoever relies on the record.`,
      }
    case 'shrunk':
      return {
        zh: `警报：日志 ${origin} 变小：从 ${watched.from} 条到 ${watched.size} 条。可能是回退、篡改或过时的副本。不予联署。两份签名保存在 ${watched.evidence}。`,
        en: `ALARM: the log ${origin} has shrunk, from ${watched.from} entries to ${watched.size}: set back, tampered with, or an outdated copy. Not cosigned. Both signed notes are in ${watched.evidence}.`,
      }
    case 'tiles-wrong':
      return {
        zh: `${origin}：树片与 ${watched.size} 条的检查点不符（${watched.why}）。不予联署。请稍后重试；若仍如此，请通知其管理员。`,
        en: `${origin}: the tiles are not those of the checkpoint of ${watched.size} entries (${watched.why}). Not cosigned. Try again; if it stays so, tell its administrator.`,
      }
    case 'refused':
      return {
        zh: `检查点不被接受：${watched.refusal.code}。请检查地址和 --key。`,
        en: `The checkpoint is not accepted: ${watched.refusal.code}. Check the address and --key.`,
      }
    case 'unreachable':
      return { zh: `无法读取 ${watched.where}（${watched.code}：${watched.why}）。`, en: `${watched.where} cannot be read (${watched.code}: ${watched.why}).` }
  }
}

/** `dutybook witness`: sees other installations' journals grow, and says so with its signature. */
export function witnessCommand(): Command {
  return new Command('witness')
    .description('见证其他系统的记录 / witness the journals of other installations')
    .addCommand(keyCommand())
    .addCommand(serveWitnessCommand())
    .addCommand(watchCommand())
    .addHelpText(
      'after',
      '\nExamples:\n  dutybook witness key --data witness --name witness.example/w1\n  dutybook witness serve --data witness --log "$LOG_VKEY" --port 7341\n  dutybook witness watch https://dutybook.example/tlog/PARTY --key "$LOG_VKEY" --data witness\n',
    )
}
