import { defineConfig } from 'vitest/config'
import { ClosingLine } from './closing-line.ts'

export default defineConfig({
  // Tests run on the sources: `#law/x.ts` is law/x.ts, not the build.
  ssr: { resolve: { conditions: ['source', 'module', 'node', 'development|production'] } },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', 'dist/**', 'out/**'],
    pool: 'threads',
    isolate: false, // no test changes a module's state
    testTimeout: 30_000, // ms; the command line's tests start processes
    reporters: ['default', new ClosingLine()],
  },
})
