import { randomUUID } from 'node:crypto'
import { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import type { Actor } from '#procedures/access.ts'
import type { Office } from '#server/office.ts'
import { readParty, registerParty } from '#server/party.ts'
import { addPerson, createToken } from '#server/person.ts'

const DAY = 86_400_000 // ms

/** The officer in whose name commands are given that come with no token. */
export const OFFICER: Actor = { person: 'lin-wei', roles: ['security-officer', 'compliance-officer'] }

/** An operator of whom the law knows enough, and the token of somebody who may act for it. */
export async function operator({ database, dispatch }: Office): Promise<{ readonly party: Party; readonly token: string }> {
  const party = Party.parse(randomUUID())
  const now = Date.now()
  const token = await inParty(database.app, party, async (sql) => {
    const card = { kind: 'operator', zh: '青蓝优选', en: 'Qinglan Select', region: '330102' } as const
    await registerParty(sql, database.secrets.master, party, card, { origin: `bench.example/${party}`, now })
    const registered = await readParty(sql, party)
    if (registered === undefined) throw new Error('the party was not registered')
    const added = await addPerson(sql, registered, { name: '林薇', roles: ['security-officer', 'compliance-officer'] })
    if (added.kind === 'refused') throw new Error(added.refusal.en)
    return createToken(sql, party, added.person, { name: 'bench', now, expires: now + DAY })
  })
  const on = '2024-01-02T00:00:00+08:00'
  const reason = '工商登记'
  for (const command of [
    { type: 'begin', since: '2024-01-02', unit: true },
    { type: 'establish', fact: 'withinTerritory', holds: true, on, reason },
    { type: 'establish-network', network: 'civil', on, reason },
    { type: 'establish', fact: 'ownsNetwork', holds: true, on, reason },
  ]) {
    // Each stands on the one before.
    const done = await dispatch.give(party, { procedure: 'profile', subject: '', command, actor: OFFICER })
    if (done.kind !== 'accepted') throw new Error(JSON.stringify(done))
  }
  return { party, token }
}
