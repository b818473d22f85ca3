import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'
import { ClosingLine } from './closing-line.ts'

const EXCLUDE = ['**/node_modules/**', 'dist/**', 'out/**']
/** The suffix says the cost: these ask for a server, which is started once for all of them. */
const WITH_DATABASE = ['**/*.database.test.ts']

export default defineConfig({
  // Tests run on the sources: `#law/x.ts` is law/x.ts, not the build.
  resolve: { alias: [{ find: /^#([a-z]+)\//, replacement: `${fileURLToPath(new URL('.', import.meta.url))}$1/` }] },
  test: {
    pool: 'threads',
    isolate: false, // no test changes a module's state
    maxWorkers: 2, // many tests wait for processes; alone, each would keep the others waiting
    testTimeout: 30_000, // ms; the command line's tests start processes
    reporters: ['default', new ClosingLine()],
    projects: [
      { extends: true, test: { name: 'plain', include: ['**/*.test.ts'], exclude: [...EXCLUDE, ...WITH_DATABASE] } },
      { extends: true, test: { name: 'database', include: WITH_DATABASE, exclude: EXCLUDE, globalSetup: './test-database.ts', hookTimeout: 60_000 } },
    ],
  },
})
