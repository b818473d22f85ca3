import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { assemble } from './assembly.ts'

/** A step of the build: runs as `dist/journal/verifier/build.js` and puts the two files beside the journal that was built. */
const here = dirname(fileURLToPath(import.meta.url))
const root = join(here, '..', '..', '..')
await assemble({ main: join(here, 'main.js'), page: join(root, 'journal', 'verifier', 'verify.html') }, join(root, 'dist', 'journal'))
