import { fileURLToPath } from 'node:url'
import { Command, InvalidArgumentError, Option } from 'commander'
import { JournalFault } from '#journal/fault.ts'
import { parseVerifierKey } from '#journal/note.ts'
import { sha256 } from '#journal/sha256.ts'
import type { Witness } from '#journal/witness-client.ts'
import { DAY } from '#law/instant.ts'
import { senderOf, type MailSettings } from '#server/notice/mail.ts'
import { serve, type Quorum, type ServeOptions } from '#server/serve.ts'
import { startTracing } from '#server/tracing.ts'
import { DatabaseError } from '#server/database/postgres-trouble.ts'
import { dataFolder } from './imported.ts'
import { languageOf } from './language.ts'
import { readPublishedCases, readRestatements, readStatute } from './statute.ts'
import { codeOf, Unusable } from './unusable.ts'

interface ServeFlags {
  readonly host?: string
  readonly port?: number
  readonly data?: string
  readonly databaseUrl?: string
  readonly publicEntries?: boolean
  readonly witness?: readonly Witness[]
  readonly quorum?: number
  readonly allowHttp?: boolean
  readonly smtpUrl?: string
  readonly mailFrom?: string
  readonly publicUrl?: URL
  readonly mostFile?: number
  readonly keepNotices?: number
  readonly lang?: string
}

/** A port, 0 for any that is free. */
export function portArgument(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new InvalidArgumentError('a port is a whole number from 0 to 65535.')
  return port
}

/** `https://dutybook.example`, without a path. */
function urlArgument(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.pathname !== '/' || url.search !== '' || url.hash !== '')
    throw new InvalidArgumentError('an address that people open: https://dutybook.example')
  return url
}

function countArgument(text: string): number {
  if (!/^[1-9]\d?$/.test(text)) throw new InvalidArgumentError('a whole number, 1 or more.')
  return Number(text)
}

/** `VKEY URL`. */
function witnessArgument(text: string, before: readonly Witness[] = []): readonly Witness[] {
  const [vkey = '', url = '', ...more] = text.trim().split(/\s+/)
  if (more.length > 0 || !URL.canParse(url))
    throw new InvalidArgumentError('a witness is its verifier key, a space, and its address: "VKEY https://witness.example".')
  try {
    const key = parseVerifierKey(sha256, vkey)
    if (key.algorithm !== 4) throw new InvalidArgumentError('a witness has a key of algorithm 4; this is the key of a log.')
    return [...before, { key, url }]
  } catch (error) {
    if (error instanceof JournalFault) throw new InvalidArgumentError(error.message)
    throw error
  }
}

/** Up to a GiB: what is larger belongs on a file server, with its digest here. */
function mebibytes(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > 1024) throw new InvalidArgumentError('a whole number of MiB, 1 to 1024.')
  return Number(text)
}

/** Up to ten years. */
function days(text: string): number {
  if (!/^[1-9]\d{0,3}$/.test(text) || Number(text) > 3650) throw new InvalidArgumentError('a whole number of days, 1 to 3650.')
  return Number(text)
}

function quorumOf({ witness = [], quorum = witness.length, allowHttp = false }: ServeFlags): Quorum | undefined {
  if (witness.length === 0 && quorum === 0) return undefined
  if (quorum < 1 || quorum > witness.length)
    throw new Unusable(
      `--quorum 应为 1 到 ${witness.length}：只有 ${witness.length} 个 --witness。`,
      `--quorum is 1 to ${witness.length}: there are ${witness.length} of --witness.`,
    )
  return { witnesses: witness, atLeast: quorum, privateHttp: allowHttp }
}

const DEFAULT_PORT = 7340
const DEFAULT_HOST = '127.0.0.1'

/** What the environment says, unless it says nothing. */
function environment(name: 'HOST' | 'PORT' | 'DATABASE_URL' | 'SMTP_URL' | 'MAIL_FROM'): string | undefined {
  const value = process.env[name]
  return value === '' ? undefined : value
}

/** Both or neither: a server without a sender would send nothing. */
function mailOf({ smtpUrl, mailFrom }: ServeFlags): MailSettings | undefined {
  const [server, sender] = [smtpUrl ?? environment('SMTP_URL'), mailFrom ?? environment('MAIL_FROM')]
  if (server === undefined && sender === undefined) return undefined
  const url = server !== undefined && URL.canParse(server) ? new URL(server) : undefined
  if (url === undefined || !/^smtps?:$/.test(url.protocol) || url.hostname === '')
    throw new Unusable(
      'SMTP_URL 应形如 smtps://用户:口令@主机:465 或 smtp://主机:587。',
      'SMTP_URL looks like smtps://user:password@host:465 or smtp://host:587.',
    )
  const from = senderOf(sender ?? '')
  if (from === undefined)
    throw new Unusable(
      'MAIL_FROM 应为发件地址，形如 责任簿 <notice@example.cn>。',
      'MAIL_FROM is the address to send from, such as Dutybook <notice@example.cn>.',
    )
  return { server: url, from }
}

function optionsOf(flags: ServeFlags): ServeOptions {
  const port = environment('PORT')
  return {
    folder: dataFolder(flags.data),
    url: flags.databaseUrl ?? environment('DATABASE_URL'),
    host: flags.host ?? environment('HOST') ?? DEFAULT_HOST,
    port: flags.port ?? (port === undefined ? DEFAULT_PORT : portArgument(port)),
    quorum: quorumOf(flags),
    entries: flags.publicEntries === true ? 'public' : 'withheld',
    say: (words) => void process.stderr.write(`${words[languageOf(flags.lang)]}\n`),
    log: process.stdout,
    statute: readStatute(),
    reading: { restatements: readRestatements(), cases: readPublishedCases() },
    publicUrl: flags.publicUrl,
    privateHttp: flags.allowHttp === true,
    mail: mailOf(flags),
    mostFile: flags.mostFile === undefined ? undefined : flags.mostFile * 1_048_576,
    keepNotices: flags.keepNotices === undefined ? undefined : flags.keepNotices * DAY,
    pages: fileURLToPath(new URL('../web', import.meta.url)), // dist/web: the command line runs as it was built
  }
}

/** `dutybook serve`. Ends when it is told to by SIGINT or SIGTERM, with status 0 once everything under way is done. */
export function serveCommand(): Command {
  return new Command('serve')
    .description('启动服务 / run the server')
    .option('--port <n>', `where to listen; otherwise $PORT, else ${DEFAULT_PORT}; 0 for any free port`, portArgument)
    .option('--host <host>', `which address to listen on; otherwise $HOST, else ${DEFAULT_HOST}`)
    .option('--data <folder>', 'the data folder; otherwise $DATA_DIR, else the user data folder')
    .option('--database-url <url>', 'a PostgreSQL server of your own; otherwise $DATABASE_URL, else one in the data folder')
    .option('--witness <vkey-and-url>', 'asked to cosign each checkpoint before it is published; repeatable', witnessArgument)
    .option('--quorum <n>', 'how many of the witnesses have to; otherwise all', countArgument)
    .option('--allow-http', 'witnesses, letters, webhooks and an identity provider over plain http on this machine and private networks')
    .option('--smtp-url <url>', 'the mail server for notices; otherwise $SMTP_URL, else no mail is sent')
    .option('--mail-from <address>', 'the address that notices come from; otherwise $MAIL_FROM')
    .option('--public-url <url>', 'the address that people open, where a proxy with https stands before the server', urlArgument)
    .option('--most-file <mib>', 'the largest file that is taken as evidence, in MiB; otherwise 25', mebibytes)
    .option('--keep-notices <days>', 'how long notices are kept that were read or sent, in days; otherwise 365. Unread ones stay', days)
    .option('--public-entries', 'let anybody read the names of streams and subjects, not only hashes')
    .addOption(new Option('--lang <language>', 'zh or en; otherwise the language of the environment').choices(['zh', 'en']))
    .addHelpText(
      'after',
      '\nThe address goes to standard error, the log to standard output as JSON lines. Ctrl-C stops it cleanly.\n\nExamples:\n  dutybook serve\n  dutybook serve --port 8080 --host 0.0.0.0 --data dutybook-data\n  dutybook serve --witness "$W1 https://w1.example" --witness "$W2 https://w2.example" --quorum 1\n',
    )
    .action(async (flags: ServeFlags) => {
      const tracing = await startTracing(process.env)
      const options = { ...optionsOf(flags), traces: tracing !== undefined }
      const serving = await opened(options)
      options.say?.({ zh: `责任簿已启动：${serving.address}（Ctrl-C 停止）`, en: `Dutybook is at ${serving.address} (Ctrl-C stops it)` })
      await stopSignal()
      options.say?.({ zh: '正在停止……', en: 'Stopping…' })
      await serving.stop()
      await tracing?.stop()
    })
}

async function opened(options: ServeOptions): ReturnType<typeof serve> {
  try {
    return await serve(options)
  } catch (error) {
    throw usableTrouble(error, options)
  }
}

/** What the system says of a server that is not there. */
const AWAY: ReadonlySet<string> = new Set(['ECONNREFUSED', 'ECONNRESET', 'ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN'])

/** Of several addresses that were tried, the first one's trouble. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return messageOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

/** What a person can mend, said as such. */
export function usableTrouble(error: unknown, { host, port }: { readonly host: string; readonly port: number }): unknown {
  if (error instanceof DatabaseError) return new Unusable(error.words.zh, error.words.en)
  if (codeOf(error) === 'EADDRINUSE')
    return new Unusable(`端口 ${port} 已被占用。请用 --port 换一个端口。`, `Port ${port} is taken by another program. Name another with --port.`)
  if (codeOf(error) === 'EACCES')
    return new Unusable(
      `没有权限监听端口 ${port}。请用 --port 换成 1024 以上的端口。`,
      `No permission to listen on port ${port}. Name one above 1024 with --port.`,
    )
  if (codeOf(error) === 'EADDRNOTAVAIL' || (codeOf(error) === 'ENOTFOUND' && error instanceof Error && 'hostname' in error && error.hostname === host))
    return new Unusable(`本机没有地址 ${host}。请检查 --host。`, `This machine has no address ${host}. Check --host.`)
  if (AWAY.has(codeOf(error) ?? ''))
    return new Unusable(
      `无法连接数据库（${messageOf(error)}）。请检查 DATABASE_URL、网络和数据库是否已启动。`,
      `The database cannot be reached (${messageOf(error)}). Check DATABASE_URL, the network, and whether the database runs.`,
    )
  return error
}

/** Resolves at the first SIGINT or SIGTERM. A second one ends the process at once, as the system would. */
export async function stopSignal(): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
}
