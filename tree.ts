import { readdirSync, readFileSync } from 'node:fs'

/** Made, not written: by npm, the build, a run, git. */
const MADE = new Set(['node_modules', 'dist', 'out', '.git'])

/** The repository's own files, as paths from its root with `/`, sorted. */
export function filesOf(folder = ''): readonly string[] {
  const entries = readdirSync(new URL(`./${folder}`, import.meta.url), { withFileTypes: true })
  return entries
    .filter(({ name }) => !MADE.has(name) && !name.startsWith('.dutybook-lock'))
    .flatMap((entry) => (entry.isDirectory() ? filesOf(`${folder}${entry.name}/`) : [`${folder}${entry.name}`]))
    .toSorted()
}

export function textOf(path: string): string {
  return readFileSync(new URL(`./${path}`, import.meta.url), 'utf8')
}
