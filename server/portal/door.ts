import { createHash, createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { keysOf, type MasterKey } from '#journal/keyring.ts'
import { Party as PartyId } from '#journal/party.ts'
import { inParty, type Sql } from '#journal/sql.ts'
import { readStream } from '#journal/stream.ts'
import { mayGive, type Actor } from '#procedures/access.ts'
import type { CommandForm } from '#procedures/command.ts'
import type { CataloguedProcedure, Matter } from '#procedures/matter.ts'
import type { Party } from '#procedures/party.ts'
import type { Dispatched, Done } from '../dispatch.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { entriesOf, streamOf } from '../record.ts'

/** Whoever comes without an account. Nothing is known of them but what they say. */
export const SOMEBODY: Actor = { person: 'portal', roles: ['portal'] }

/** Letters and figures that are not taken for each other when they are read out or copied by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LETTERS = 20 // of 5 bits each: 100 bits, which nobody finds by trying

/** A code as somebody wrote it: in any case, with any spaces and hyphens, with O for 0 and I or L for 1. */
export const Code = z
  .string()
  .max(60)
  .transform((text) =>
    text
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1'),
  )

const digestOf = (code: string): Buffer => createHash('sha256').update(Code.parse(code)).digest()

/** What one beginning of a matter hangs on: its code, the matter's id and the request's name are made of it, and neither tells of another. */
export type Ticket = Buffer

export const newTicket = (): Ticket => randomBytes(32)

/** The ticket of a request that names itself: the same name gives the same ticket, on every server that has the master key. */
export const ticketOf = (master: MasterKey, name: string): Ticket => createHmac('sha256', master).update(`portal ticket ${name}`).digest()

const drawn = (ticket: Ticket, what: string): Buffer => createHmac('sha256', ticket).update(what).digest()

function codeOf(ticket: Ticket): string {
  const letters = [...drawn(ticket, 'code').subarray(0, LETTERS)].map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
  return letters.join('').replace(/(.{5})(?=.)/g, '$1-')
}

/** The id of the matter that a ticket begins. */
export function subjectOf(ticket: Ticket): string {
  const hex = drawn(ticket, 'subject').toString('hex')
  return `p-${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`
}

/** Of the request. It is kept; nothing can be drawn from it. */
const nameOf = (ticket: Ticket): string => `portal ${drawn(ticket, 'name').toString('hex')}`

/** A party as the public meets it: what it may be asked. */
export interface Host {
  readonly id: PartyId
  readonly party: Party
  readonly procedures: readonly CataloguedProcedure[]
}

export interface Followed {
  readonly procedure: CataloguedProcedure
  readonly subject: string
  readonly matter: Matter
}

/** What somebody begins, and with what ticket. The same ticket again gives the same matter and the same code. */
interface Beginning {
  readonly procedure: CataloguedProcedure
  readonly form: CommandForm
  readonly command: object
  readonly ticket: Ticket
}

interface Going {
  readonly code: string
  readonly form: CommandForm
  readonly command: object
  readonly ticket?: Ticket
}

export type Begun = { readonly kind: 'begun'; readonly code: string; readonly receipt: Done['receipt'] } | Exclude<Dispatched, Done>

/** The public's door to the parties of an installation, through which its routes and its pages both go. */
export interface Door {
  readonly hostOf: (id: string) => Promise<Host | undefined>
  readonly begin: (host: Host, beginning: Beginning) => Promise<Begun>
  /** The matter that a code is of. */
  readonly follow: (host: Host, code: string) => Promise<Followed | undefined>
  /** With a ticket, the same twice is done once. */
  readonly go: (host: Host, found: Followed, going: Going) => Promise<Dispatched>
}

/** The commands of a procedure that the public may give. */
export function openForms({ access, commands }: CataloguedProcedure): readonly CommandForm[] {
  return commands.filter(({ type }) => mayGive(access, type, SOMEBODY))
}

export function doorOf({ catalogue, database, dispatch }: Office): Door {
  const pool = database.app

  async function hostOf(text: string): Promise<Host | undefined> {
    const id = PartyId.safeParse(text)
    if (!id.success) return undefined
    const party = await inParty(pool, id.data, (sql) => readParty(sql, id.data), { readOnly: true })
    if (party === undefined) return undefined
    return { id: id.data, party, procedures: catalogue.filter((procedure) => procedure.parties.includes(party.kind) && openForms(procedure).length > 0) }
  }

  async function begin({ id }: Host, { procedure, form, command, ticket }: Beginning): Promise<Begun> {
    const code = codeOf(ticket)
    const digest = digestOf(code)
    const subject = subjectOf(ticket)
    const done = await dispatch.within(id, async ({ sql, obey }) => {
      const given = await obey({
        procedure: procedure.id,
        subject,
        command: withDigest(form, command, digest),
        actor: SOMEBODY,
        name: nameOf(ticket),
      })
      if (given.kind === 'accepted')
        await sql.query({
          text: 'insert into office.receipt_code (party, digest, procedure, subject) values ($1, $2, $3, $4) on conflict (party, digest) do nothing',
          values: [id, digest, procedure.id, subject],
        })
      return given
    })
    return done.kind === 'accepted' ? { kind: 'begun', code, receipt: done.receipt } : done
  }

  async function find(sql: Sql, id: PartyId, code: string): Promise<Followed | undefined> {
    const { rows } = await sql.query<{ procedure: string; subject: string }>({
      name: 'receipt-code',
      text: 'select procedure, subject from office.receipt_code where party = $1 and digest = $2',
      values: [id, digestOf(code)],
    })
    const found = rows[0]
    const procedure = catalogue.find((each) => each.id === found?.procedure)
    if (found === undefined || procedure === undefined) return undefined
    const keys = await keysOf(sql, database.secrets.master, id, 'payload')
    const entries = await readStream(sql, keys, id, streamOf(procedure.id, found.subject))
    return { procedure, subject: found.subject, matter: procedure.open(entriesOf(entries)) }
  }

  return {
    hostOf,
    begin,
    follow: ({ id }, code) => inParty(pool, id, (sql) => find(sql, id, code), { readOnly: true }),
    go: ({ id }, { procedure, subject }, { code, form, command, ticket }) =>
      dispatch.give(id, {
        procedure: procedure.id,
        subject,
        command: withDigest(form, command, digestOf(code)),
        actor: SOMEBODY,
        ...(ticket === undefined ? {} : { name: nameOf(ticket) }),
      }),
  }
}

/** A command with the digest of its code, where its form has a place for one. The code is ours to make: what somebody sends in its place is not looked at. */
function withDigest({ fields }: CommandForm, command: object, digest: Buffer): object {
  return fields.some(({ name }) => name === 'codeDigest') ? { ...command, codeDigest: digest.toString('hex') } : command
}
