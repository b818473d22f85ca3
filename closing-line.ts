import type { Reporter, TestModule, TestSuite } from 'vitest/node'

/** Prints, as the last line of a run, what a program can read: `12 passed, 0 failed`. What was skipped is said in a line before. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errorsOutsideTests: readonly unknown[]): void {
    let passed = 0
    let failed = errorsOutsideTests.length
    let skipped = 0
    for (const module of modules) {
      failed += brokenParts(module)
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === 'passed') passed += 1
        else if (state === 'failed') failed += 1
        else skipped += 1
      }
    }
    const line = `${skipped > 0 ? `${skipped} skipped\n` : ''}${passed} passed, ${failed} failed\n`
    // At the exit, so that no other reporter's words come after it.
    process.once('exit', () => process.stdout.write(line))
  }
}

/** A file that does not load, or a hook that throws, fails without a failed test: its tests never ran. */
function brokenParts(module: TestModule): number {
  const parts: (TestModule | TestSuite)[] = [module, ...module.children.allSuites()]
  return parts.filter((part) => part.errors().length > 0).length
}
