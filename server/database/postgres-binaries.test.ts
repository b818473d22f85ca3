import { expect, test } from 'vitest'
import { findBinaries, majorOf, versionFrom, versionIn } from './postgres-binaries.ts'

test.for([
  ['postgres (PostgreSQL) 18.4', 180_004],
  ['postgres (PostgreSQL) 15.20 (Debian 15.20-0+deb12u1)', 150_020],
  ['postgres (PostgreSQL) 19beta1', 190_000],
  ['postgres (PostgreSQL) 16.0', 160_000],
  ['postgres: command not found', undefined],
] as const)('“%s” is version %s', ([said, version]) => {
  expect(versionFrom(said)).toBe(version)
})

test('the programs that are found run, and are of a version that the product’s SQL is written for', async () => {
  const found = await findBinaries()
  expect(majorOf(found.version)).toBeGreaterThanOrEqual(15)
  expect(await versionIn(found.folder)).toBe(found.version)
})

test('a folder without programs has no version', async () => {
  expect(await versionIn('/nowhere')).toBeUndefined()
})
