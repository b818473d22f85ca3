import { Party } from '#journal/party.ts'
import { Recorder } from '#journal/recorder.ts'
import { inParty } from '#journal/sql.ts'
import { instant } from '#law/instant.ts'
import type { Dispatched } from '#server/dispatch.ts'
import { COMMAND_LINE, invite } from '#server/access/people.ts'
import { useInvitation } from '#server/access/invitation.ts'
import type { Office } from '#server/office.ts'
import { readParty, registerParty } from '#server/party.ts'
import { draftsOf, streamOf } from '#server/record.ts'
import { LOADED } from './installation.ts'

/** How full the party's book is. */
export interface Fullness {
  /** Duties that its board shows at least. */
  readonly duties: number
  /** Entries that its journal holds at least. */
  readonly entries: number
}

export const ACCOUNT = 'lin.wei'
export const PASSWORD = '海边 quiet-lantern 七点'
const ACTOR = { person: 'lin-wei', roles: ['compliance-officer', 'security-officer'] } as const
const DAY = 86_400_000 // ms
const SINCE = '2024-01-02'
/** Commands that are given at once: a turn takes as many together. */
const TOGETHER = 64
/** Duties of one system, about. */
const A_SYSTEM = 25

/**
 * An operator with systems enough for its duties, each of the third grade with something still to be done, and a journal of changes to them. What the law
 * asks for is made by commands; the changes are written as those commands write them, many to one flush.
 */
export async function fullParty(office: Office, { duties, entries }: Fullness): Promise<Party> {
  const { database, dispatch } = office
  const { app: pool, secrets } = database
  const party = Party.parse(crypto.randomUUID())
  const now = Date.now()
  const card = { kind: 'operator', zh: '青蓝优选', en: 'Qinglan Select', region: '330102' } as const
  await inParty(pool, party, (sql) => registerParty(sql, secrets.master, party, card, { origin: `bench.example/${party}`, now }))
  const registered = await inParty(pool, party, (sql) => readParty(sql, party))
  if (registered === undefined) throw new Error('the party was not registered')
  const invited = await invite(office, { id: party, party: registered, person: COMMAND_LINE }, { account: ACCOUNT, name: '林薇', roles: [...ACTOR.roles] })
  if (invited.kind === 'refused') throw new Error(invited.refusal.en)
  const joined = await useInvitation(office, invited.text, PASSWORD)
  if (joined.kind === 'refused') throw new Error(joined.refusal.en)

  const give = async (procedure: string, subject: string, command: unknown): Promise<void> => {
    accepted(await dispatch.give(party, { procedure, subject, command, actor: ACTOR }))
  }
  const establish = { on: `${SINCE}T00:00:00+08:00`, reason: '工商登记' }
  // Each stands on the one before.
  await give('profile', '', { type: 'begin', since: SINCE, unit: true })
  for (const fact of ['withinTerritory', 'ownsNetwork', 'providesNetworkService', 'designatedCii', 'collectsPersonalInformation'])
    await give('profile', '', { type: 'establish', fact, holds: true, ...establish })
  await give('profile', '', { type: 'establish-network', network: 'civil', ...establish })

  const systems: string[] = []
  do {
    const next = Array.from({ length: Math.min(TOGETHER, Math.ceil(duties / A_SYSTEM)) }, (_, at) => `system-${systems.length + at + 1}`)
    await Promise.all(
      next.map((id, at) => {
        const name = { zh: `业务系统 ${systems.length + at + 1}`, en: `Business system ${systems.length + at + 1}` }
        const facts = { gradedLevel: 3, cii: at % 8 === 0, important: true, collectsPersonalInformation: true }
        return give('system', id, { type: 'enter', name, since: SINCE, facts, particulars: { purpose: '收单和清算', place: '机房 A' } })
      }),
    )
    systems.push(...next)
  } while (((await office.board(party, instant(Date.now())))?.duties.length ?? 0) < duties)

  const recorder = new Recorder({ pool, master: secrets.master, clock: Date.now })
  const register = office.catalogue.find(({ id }) => id === 'system')
  if (register === undefined) throw new Error('there is no register of systems')
  for (let written = 0; written < entries; written += LOADED) {
    const drafts = Array.from({ length: LOADED }, (_, at) => {
      const subject = systems[(written + at) % systems.length] ?? ''
      const occurred = new Date(now - DAY + written + at).toISOString()
      const detail = { name: null, particulars: { place: `机房 ${written + at}` }, because: '设备搬迁' }
      return draftsOf(
        register,
        streamOf('system', subject),
        [{ version: 1, kind: 'register.amended', occurred, subject, corrects: null, facts: {}, detail }],
        ACTOR,
      )
    })
    const { kind } = await recorder.append(party, { drafts: drafts.flat() })
    if (kind !== 'appended') throw new Error(`the entries were not recorded: ${kind}`)
  }
  await database.keeper.query('vacuum analyze')
  return party
}

function accepted(done: Dispatched): void {
  if (done.kind !== 'accepted') throw new Error(JSON.stringify(done))
}
