import { mkdtempSync, writeFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { instant } from '#law/instant.ts'
import { newInstallation } from '../letter/letter.fixture.ts'
import { loadDemo } from './load.ts'
import { removeDemoAlone } from './removal.ts'

test('draft', async () => {
  await using installation = await newInstallation()
  installation.clock.now = Date.parse(process.env['DEMO_DAY'] ?? '2026-11-20T10:07:00+08:00')
  const folder = mkdtempSync('/tmp/demo-test-')
  const start = performance.now()
  const loaded = await loadDemo(installation.office, { folder })
  console.log('loaded', performance.now() - start, loaded.kind === 'loaded' ? [loaded.steps, loaded.letters] : loaded)
  if (loaded.kind !== 'loaded') throw new Error('x')
  for (const party of new Set(loaded.people.map(({ party }) => party))) {
    const board = await installation.office.board(party, instant(installation.clock.now))
    const name = loaded.people.find((each) => each.party === party)?.partyName.en ?? ''
    writeFileSync(`/tmp/h/board-${name.slice(0, 8)}.json`, JSON.stringify(board ?? null, null, 1))
  }
  console.log(await removeDemoAlone(installation.office, folder))
}, 120_000)
