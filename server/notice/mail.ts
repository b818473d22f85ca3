import nodemailer from 'nodemailer'
import { z } from 'zod'

/** The installation's mail server and the address that it writes from. */
export interface MailSettings {
  /** `smtps://USER:PASSWORD@HOST:465`, or `smtp://…` with STARTTLS. */
  readonly server: URL
  readonly from: Sender
}

export interface Sender {
  readonly name: string
  readonly address: string
}

export interface Letter {
  /** The same at every attempt: what comes before the `@` of its Message-ID. */
  readonly id: string
  readonly to: string
  readonly subject: string
  readonly text: string
}

/** `mends`: it may go better later. */
type Mailed = { readonly kind: 'accepted' } | { readonly kind: 'trouble'; readonly code: string; readonly mends: boolean }

export interface Mailer {
  readonly send: (letter: Letter) => Promise<Mailed>
}

export const MailAddress = z.email().max(254)

/** `notice@example.cn`, or `责任簿 <notice@example.cn>`. */
export function senderOf(text: string): Sender | undefined {
  const [, name = '', given = text] = /^\s*([^<>]*?)\s*<([^<>]+)>\s*$/.exec(text) ?? []
  const address = MailAddress.safeParse(given.trim())
  return address.success ? { name: oneLine(name), address: address.data } : undefined
}

/** Somebody's words in a line of ours: no break, no sign that a screen does not show. */
export const oneLine = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, 200)

/** Milliseconds, each shorter than the time for which a worker takes a parcel on. */
const LIMITS = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 30_000, dnsTimeout: 15_000 }

/** A relay on the same machine often has no certificate; everywhere else the connection is encrypted, or there is none. */
const isHere = ({ hostname }: URL): boolean => /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname)

/** Text without any mark-up, to one address at a time, over a connection of its own. No file and no address that stands in a letter is ever fetched. */
export function openMailer({ server, from }: MailSettings): Mailer {
  const encrypted = server.protocol === 'smtps:'
  const port = server.port === '' ? (encrypted ? 465 : 587) : Number(server.port)
  const transport = nodemailer.createTransport({
    host: server.hostname.replace(/^\[|\]$/g, ''),
    port,
    secure: encrypted,
    requireTLS: !encrypted && !isHere(server),
    ...(server.username === '' ? {} : { auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) } }),
    ...LIMITS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  const domain = from.address.slice(from.address.indexOf('@') + 1)
  return {
    send: async ({ id, to, subject, text }) => {
      try {
        await transport.sendMail({
          from: { name: from.name, address: from.address },
          to: { name: '', address: to },
          subject: oneLine(subject),
          text,
          messageId: `<${id}@${domain}>`,
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
        })
        return { kind: 'accepted' }
      } catch (error) {
        return troubleOf(error)
      }
    },
  }
}

const Trouble = z.object({ code: z.string().optional(), responseCode: z.number().optional() })

/** By codes alone: what a server says may hold an address. Only an address that it will never take is given up at once. */
function troubleOf(error: unknown): Mailed {
  const { code, responseCode } = Trouble.safeParse(error).data ?? {}
  const refusedAddress = code === 'EENVELOPE' && responseCode !== undefined && responseCode >= 500
  const named = (code ?? 'fault').toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  return { kind: 'trouble', code: responseCode === undefined ? `mail-${named}` : `smtp-${responseCode}`, mends: !refusedAddress }
}
