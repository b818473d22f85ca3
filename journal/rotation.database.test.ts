import { afterAll, beforeAll, expect, test } from 'vitest'
import { draft, newParty, NOON, testDatabase, type TestDatabase } from './database.fixture.ts'
import { erase } from './erasure.ts'
import { rotatePayloadKey } from './rotation.ts'
import { verifyStored } from './verification.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await testDatabase()
})

afterAll(async () => database[Symbol.asyncDispose]())

/**
 * An erased row leaves its sealed bytes in unused pages and in the log of writes until the server uses that space again. They are ciphertext; once
 * the key that sealed them is forgotten here and in the backups that hold it, they open with nothing.
 */
test('after a change of keys no secret of the old key is left, nothing is sealed with it, and all that was not erased opens', async () => {
  const { admin, app, keeper, master } = database
  const { party, recorder } = await newParty(database)
  await recorder.append(party, { drafts: Array.from({ length: 1200 }, (_, turn) => draft(`${turn}`)) })
  await erase({ pool: app, master, clock: () => NOON }, party, 7, { by: '张三', why: '当事人请求', provision: 'csl-2026 45' })
  const { rows: before } = await admin.query<{ wrapped: Buffer }>(`select wrapped from journal.party_key where party = $1 and purpose = 'payload'`, [party])
  expect(before).toHaveLength(1)
  expect(await rotatePayloadKey(app, master, party, NOON)).toEqual({ generation: 2, resealed: 1200 }) // 1,199 that stay, and the record of the erasure

  const { rows: keys } = await admin.query<{ generation: number; held: boolean }>(
    `select generation, wrapped is not null as held from journal.party_key where party = $1 and purpose = 'payload' order by generation`,
    [party],
  )
  expect(keys.filter(({ held }) => held).map(({ generation }) => generation)).toEqual([2])
  const { rows: sealed } = await admin.query('select distinct generation from journal.payload where party = $1', [party])
  expect(sealed).toEqual([{ generation: 2 }])
  const { rows: same } = await admin.query('select 1 from journal.party_key where party = $1 and wrapped = $2', [party, before[0]?.wrapped])
  expect(same).toEqual([])
  expect(await verifyStored(keeper, master, party)).toMatchObject({ size: 1201, payloads: 1200, erased: 1 })
})
