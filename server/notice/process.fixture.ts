import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Statute } from '#law/statute.ts'
import { serve } from '../serve.ts'
import { senderOf } from './mail.ts'

/** A server as a process of its own, with a clock that stands in a file: FOLDER DATABASE-URL SMTP-URL CLOCK STATUTE. It prints its address. */
const [, , folder = '', url = '', smtp = '', clock = '', law = ''] = process.argv
const from = senderOf('notice@example.cn')
if (from === undefined) throw new Error('no sender')
const serving = await serve({
  folder,
  url,
  host: '127.0.0.1',
  port: 0,
  statute: z.custom<Statute>(() => true).parse(JSON.parse(readFileSync(law, 'utf8'))),
  clock: () => Number(readFileSync(clock, 'utf8')),
  noticeEvery: 20,
  privateHttp: true,
  mail: { server: new URL(smtp), from },
})
process.stdout.write(`${serving.address}\n`)
process.once('SIGTERM', () => void serving.stop())
