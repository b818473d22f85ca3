import { createHmac, timingSafeEqual } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import type { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { PersonRole } from '#procedures/access.ts'
import type { Installation } from '../letter/letter.fixture.ts'
import { readParty } from '../party.ts'
import { addPerson } from '../person.ts'

/** A person of the party; with an address, one who has confirmed it. */
export async function newPerson(
  { database }: Installation,
  party: Party,
  {
    name,
    roles,
    address,
    language = 'zh',
  }: { readonly name: string; readonly roles: readonly PersonRole[]; readonly address?: string; readonly language?: 'zh' | 'en' },
): Promise<string> {
  return inParty(database.app, party, async (sql) => {
    const card = await readParty(sql, party)
    if (card === undefined) throw new Error('no such party')
    const added = await addPerson(sql, card, { name, roles: [...roles] })
    if (added.kind === 'refused') throw new Error(added.refusal.code)
    if (address !== undefined)
      await sql.query({
        text: 'insert into office.notice_wish (party, person, language, mail, address) values ($1, $2, $3, true, $4)',
        values: [party, added.person, language, address],
      })
    return added.person
  })
}

interface Received {
  readonly id: string
  readonly to: readonly string[]
  /** As it came over the wire. */
  readonly raw: string
  /** Its head, with folded lines joined. */
  readonly head: string
  /** Decoded. */
  readonly subject: string
  readonly text: string
}

export interface Mailbox extends AsyncDisposable {
  readonly url: URL
  readonly port: number
  readonly mails: Received[]
  /** What the server says to the next mails, instead of taking them. */
  readonly refusals: { readonly at: 'recipient' | 'data'; readonly code: number }[]
  /** Told of each mail that has been taken, before the sender is: it waits for as long as this does. */
  held: ((mail: Received) => Promise<void>) | undefined
}

/** A mail server that keeps what it takes. */
export async function openMailbox(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mails: Received[] = []
  const refusals: { at: 'recipient' | 'data'; code: number }[] = []
  const refused = (at: 'recipient' | 'data'): Error | undefined => {
    if (refusals[0]?.at !== at) return undefined
    const code = refusals.shift()?.code ?? 0
    return Object.assign(new Error('not now'), { responseCode: code })
  }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo: (_address, _session, done) => done(refused('recipient') ?? null),
    onData: (stream, session, done) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        const no = refused('data')
        if (no !== undefined) return done(no)
        const mail = readMail(
          Buffer.concat(parts).toString('utf8'),
          session.envelope.rcptTo.map(({ address }) => address),
        )
        mails.push(mail)
        void answer(mail, done)
      })
    },
    ...options,
  })
  async function answer(mail: Received, done: () => void): Promise<void> {
    await mailbox.held?.(mail)
    done()
  }
  server.on('error', () => undefined) // a client that died in the middle
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = addressOf(server.server.address())
  const mailbox: Mailbox = {
    url: new URL(`smtp://127.0.0.1:${port}`),
    port,
    mails,
    refusals,
    held: undefined,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return mailbox
}

function addressOf(address: AddressInfo | string | null): AddressInfo {
  if (address === null || typeof address === 'string') throw new Error('it does not listen')
  return address
}

function readMail(raw: string, to: readonly string[]): Received {
  const end = raw.indexOf('\r\n\r\n')
  const head = raw.slice(0, end).replaceAll(/\r\n[ \t]+/g, ' ')
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''
  return {
    id: header('Message-ID'),
    to,
    raw,
    head,
    subject: decodedWords(header('Subject')),
    text: decodedBody(raw.slice(end + 4), header('Content-Transfer-Encoding')),
  }
}

function decodedBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8').replaceAll('\r\n', '\n')
  if (encoding === 'quoted-printable') return quotedPrintable(body.replaceAll(/=\r\n/g, '')).replaceAll('\r\n', '\n')
  return body.replaceAll('\r\n', '\n')
}

const quotedPrintable = (text: string): string =>
  Buffer.from(
    text.replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8')

/** RFC 2047. Words side by side belong together. */
function decodedWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, word: string) =>
      kind.toLowerCase() === 'b' ? Buffer.from(word, 'base64').toString('utf8') : quotedPrintable(word.replaceAll('_', ' ')),
    )
}

export interface Call {
  readonly id: string
  readonly timestamp: number
  readonly signature: string
  readonly body: string
}

export interface Receiver extends AsyncDisposable {
  readonly url: string
  readonly calls: Call[]
  /** Statuses of the next answers; 204 afterwards. */
  readonly answers: number[]
}

/** A program that takes calls, and keeps those that it answers with yes. */
export async function openReceiver(): Promise<Receiver> {
  const calls: Call[] = []
  const answers: number[] = []
  const server = createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const header = (name: string): string => String(request.headers[name] ?? '')
      const call = {
        id: header('webhook-id'),
        timestamp: Number(header('webhook-timestamp')),
        signature: header('webhook-signature'),
        body: Buffer.concat(parts).toString('utf8'),
      }
      const status = answers.shift() ?? 204
      if (status < 300) calls.push(call)
      response.writeHead(status).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: Receiver = {
    url: `http://127.0.0.1:${addressOf(server.address()).port}/hook`,
    calls,
    answers,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
  return receiver
}

/** As a receiver checks a call, by its own reading of the specification. */
export function isSigned({ id, timestamp, signature, body }: Call, secret: string): boolean {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest()
  return signature.split(' ').some((each) => {
    const [version, given = ''] = each.split(',')
    const bytes = Buffer.from(given, 'base64')
    return version === 'v1' && bytes.length === expected.length && timingSafeEqual(bytes, expected)
  })
}
