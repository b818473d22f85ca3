import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Party } from '#journal/party.ts'
import { erasedFile, keepErased, readErased } from './erased-list.ts'

const one = Party.parse('11111111-2222-4333-8444-555555555555')
const other = Party.parse('aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee')

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dutybook-erased-'))
})

afterEach(() => rmSync(folder, { recursive: true, force: true }))

test('what is written down is read back, a line each, by its owner only', async () => {
  await keepErased(folder, one, 7, 1000)
  await keepErased(folder, other, 0, 2000)
  expect(await readErased(folder)).toEqual([
    { party: one, index: 7, at: 1000 },
    { party: other, index: 0, at: 2000 },
  ])
  expect(readFileSync(erasedFile(folder), 'utf8').split('\n')).toHaveLength(3)
  expect(statSync(erasedFile(folder)).mode & 0o077).toBe(0)
})

test('without a list nothing was erased', async () => {
  expect(await readErased(folder)).toEqual([])
})

test('many who write at once lose no line', async () => {
  await Promise.all(Array.from({ length: 50 }, (_, index) => keepErased(folder, one, index, 1)))
  const indexes = (await readErased(folder)).map(({ index }) => index)
  expect(indexes.toSorted((left, right) => left - right)).toEqual(Array.from({ length: 50 }, (_, index) => index))
})

test('a line that a power cut ended anywhere is passed over, and the next one is whole', async () => {
  await keepErased(folder, one, 7, 1000)
  const whole = readFileSync(erasedFile(folder), 'utf8')
  for (let length = 0; length < whole.length - 2; length++) {
    writeFileSync(erasedFile(folder), whole + whole.slice(0, length))
    expect(await readErased(folder)).toHaveLength(1)
    await keepErased(folder, other, 9, 2000)
    expect(await readErased(folder)).toEqual([
      { party: one, index: 7, at: 1000 },
      { party: other, index: 9, at: 2000 },
    ])
  }
})

test('a damaged line is not passed over: its number is named', async () => {
  await keepErased(folder, one, 7, 1000)
  const whole = readFileSync(erasedFile(folder), 'utf8')
  for (const damaged of [whole.replace('7', 'x'), whole.replace('party', 'patty'), 'something else\n', whole.replace('\n', '')]) {
    writeFileSync(erasedFile(folder), damaged)
    appendFileSync(erasedFile(folder), whole)
    await expect(readErased(folder)).rejects.toMatchObject({ code: 'erased-list-damaged' })
    await expect(readErased(folder)).rejects.toThrow(/^Line 1 of /)
  }
})
