import { openWitness } from './folder.ts'
import { witnessApp } from './http.ts'
import { witnessOf } from './witness.ts'
import { logOfSeed } from './witness.fixture.ts'

/**
 * A witness as a process of its own: FOLDER SEED PLACE. It prints its address. PLACE is where it kills itself: `before-state` when it reads the clock,
 * which is right before a head is kept; `after-state` when it is about to sign, which is right after; `nowhere`.
 */
const [, , path = '', seed = '', place = 'nowhere'] = process.argv
const die = (): never => {
  process.kill(process.pid, 'SIGKILL')
  for (;;);
}
const folder = await openWitness(path, 'w')
const { key, sign } = folder.key
const witness = witnessOf({
  folder: { ...folder, key: { key, sign: (message) => (place === 'after-state' ? die() : sign(message)) } },
  logs: [logOfSeed(seed).watched],
  clock: () => (place === 'before-state' ? die() : Date.now()),
})
const app = await witnessApp({ witness, tell: () => undefined, fault: (error) => void process.stderr.write(`${String(error)}\n`) })
process.stdout.write(`${await app.listen({ host: '127.0.0.1', port: 0 })}\n`)
