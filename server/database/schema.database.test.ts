import { expect, test } from 'vitest'
import { testDatabase } from '#journal/database.fixture.ts'
import { describeSchema } from './schema.ts'

// A changed shape is a changed page: `npx vitest run --update server/database/schema.database.test.ts` writes it anew, and the difference is read like code.
test('the shape of the database is the one on the page', async () => {
  const database = await testDatabase()
  const client = await database.keeper.connect()
  try {
    const page = await describeSchema(client)
    expect(page).toContain('table journal.entry')
    await expect(page).toMatchFileSnapshot('schema.snapshot.txt')
  } finally {
    client.release()
    await database[Symbol.asyncDispose]()
  }
})
