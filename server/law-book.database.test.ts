import { afterAll, beforeAll, expect, test } from 'vitest'
import { keysOf } from '#journal/keyring.ts'
import type { Party } from '#journal/party.ts'
import { inParty } from '#journal/sql.ts'
import { headOf } from '#journal/tree.ts'
import type { State } from '#law/state.ts'
import { statute } from '#law/statute.fixture.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { LawBook } from './law-book.ts'
import { newInstallation, operatorWithIncident, report, type Installation } from './letter/letter.fixture.ts'
import { readParty } from './party.ts'

let here: Installation
let party: Party

beforeAll(async () => {
  here = await newInstallation()
  party = await operatorWithIncident(here)
})
afterAll(async () => here[Symbol.asyncDispose]())

const read = (book: LawBook): Promise<State | undefined> =>
  inParty(
    here.database.app,
    party,
    async (sql) => {
      const card = await readParty(sql, party)
      if (card === undefined) throw new Error('no card')
      return book.upToDate(sql, await keysOf(sql, here.database.master, party, 'payload'), party, card, (await headOf(sql, party)).frontier.size)
    },
    { readOnly: true },
  )
const refsOf = (state: State | undefined): readonly string[] => (state?.events ?? []).map(({ ref }) => ref ?? '')

test('many who ask at once after the journal has grown find each event folded once', async () => {
  const book = new LawBook(statute, catalogue)
  const before = refsOf(await read(book))
  await report(here, party, 'cyberspace', '订单中断')
  const states = await Promise.all(Array.from({ length: 6 }, () => read(book)))
  for (const state of states) {
    const refs = refsOf(state)
    expect(refs.length).toBeGreaterThan(before.length)
    expect(refs).toEqual([...new Set(refs)])
  }
})
