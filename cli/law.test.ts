import { expect, test } from 'vitest'
import { statute } from '#law/statute.fixture.ts'
import { concordanceRows } from './law.ts'
import { concordanceText } from './law-text.ts'
import { Unusable } from './unusable.ts'

test('a row has a provision, a list or nothing on each side, and a note or none', () => {
  const rows = concordanceRows(statute, 'csl-2017', 'csl-2026')
  expect(rows.find(({ to }) => to === '23.1.3')).toEqual({ from: '21.1.3', to: '23.1.3', change: 'renumbered', note: null })
  expect(rows.find(({ to }) => to === '69.1')).toMatchObject({
    from: ['68.1', '69.1.1'],
    change: 'merged',
  })
  expect(rows.find(({ to }) => to === '63.1')).toMatchObject({ from: null, change: 'new' })
  expect(concordanceRows(statute, 'csl-draft-2016', 'csl-2017').find(({ from }) => from === '66.1.1')).toMatchObject({ to: null, change: 'removed' })
})

test('the rows in words stand one a line', () => {
  const rows = concordanceRows(statute, 'csl-draft-2016', 'csl-2026')
  const lines = concordanceText(rows, 'zh').split('\n')
  expect(lines).toHaveLength(rows.length)
  expect(lines.find((line) => line.startsWith('20.1.3 '))).toMatch(/→ {2}23\.1\.3 +实质/)
})

test('an edition beside itself is refused', () => {
  expect(() => concordanceRows(statute, 'csl-2017', 'csl-2017')).toThrow(Unusable)
})
