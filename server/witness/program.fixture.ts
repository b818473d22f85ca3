import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { rolldown } from 'rolldown'

export interface Program extends Disposable {
  /** For Node to run. */
  readonly path: string
}

/** A file of ours with all that it imports, as a program that Node of any version runs: for tests that need a process to kill. */
export async function programOf(file: URL): Promise<Program> {
  const root = fileURLToPath(new URL('../../', import.meta.url))
  mkdirSync(join(root, 'out'), { recursive: true })
  // Inside the repository, so that packages are found from there.
  const folder = mkdtempSync(join(root, 'out', 'program-'))
  const bundle = await rolldown({
    cwd: root,
    input: fileURLToPath(file),
    platform: 'node',
    transform: { target: 'node20' },
    resolve: { conditionNames: ['source', 'node', 'import'] },
    external: (id) => !/^(\.|#|@oxc-project\/)/.test(id) && !isAbsolute(id), // the bundler brings its own runtime
  })
  const { output } = await bundle.write({ dir: folder, format: 'es', preserveModules: true, preserveModulesRoot: root, entryFileNames: '[name].mjs' })
  await bundle.close()
  // Modules keep their places, and what they read beside themselves lies there too.
  for (const beside of ['journal/migration', 'server/migration'].filter((place) => existsSync(join(root, place))))
    cpSync(join(root, beside), join(folder, beside), { recursive: true })
  const entry = output.find((chunk) => chunk.type === 'chunk' && chunk.isEntry)
  return { path: join(folder, entry?.fileName ?? ''), [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) }
}
