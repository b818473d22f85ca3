import { z } from 'zod'
import { assemble, type Cast } from './story/cast.ts'
import { inspect, publish, punish } from './story/case.ts'
import { erase, transfer } from './story/citizen.ts'
import { receive, report } from './story/leak.ts'
import { Stage, type Party, type Told } from './story/stage.ts'

const Procedures = z.object({ procedures: z.array(z.object({ views: z.array(z.object({ id: z.string() })) })) })
const Rebuilt = z.object({ matters: z.int(), rows: z.int() })

/**
 * One story of an operator, its citizens and two departments, from an empty folder to the audit, over HTTP alone but for what whoever runs the
 * installation does with the binary. It ends where the server answers anything else than it has to; what was told by then is what came of it.
 */
export async function tellStory(say: (told: Told) => void): Promise<readonly Told[]> {
  await using stage = new Stage(say)
  const cast = await assemble(stage)
  for (const chapter of [report, receive, erase, transfer, inspect, punish, publish]) await chapter(stage, cast)
  stage.chapter('9 The audit')
  for (const party of [cast.operator, cast.cyberspace, cast.police]) {
    const counts = (out: string): string => {
      const { matters, rows } = Rebuilt.parse(JSON.parse(out))
      return matters > 0 && rows > 0 ? 'the views are computed anew' : `nothing was computed anew: ${out}`
    }
    const before = await tables(stage, cast, party)
    await stage.binary(['rebuild', '--party', party.id], counts)
    const after = await tables(stage, cast, party)
    if (JSON.stringify(after) !== JSON.stringify(before)) throw new Error(`${party.name}: the views computed anew are not the views that were there`)
    await stage.verify(party)
  }
  if (stage.faults.length > 0) throw new Error(stage.faults.join('\n'))
  return stage.told
}

/** Every table of a party, as somebody of it reads them. */
async function tables(stage: Stage, { operator, lin, cyberspace, head, sergeant }: Cast, party: Party): Promise<unknown> {
  const who = party === operator ? lin : party === cyberspace ? head : sergeant
  const { body } = await stage.look(who, '/api/procedures')
  const views = Procedures.parse(body).procedures.flatMap((procedure) => procedure.views.map(({ id }) => id))
  const read: unknown[] = []
  for (const view of views) read.push((await stage.look(who, `/api/views/${view}`)).body)
  return read
}

/** One line a step, under the name of its chapter. */
function print({ who, request, status, came }: Told): void {
  process.stdout.write(`  ${who.padEnd(27)} ${request}  ${status}  → ${came}\n`)
}

if (process.argv[1]?.endsWith('story.js') === true) {
  let chapter = ''
  await tellStory((told) => {
    if (told.chapter !== chapter) process.stdout.write(`\n${told.chapter}\n`)
    chapter = told.chapter
    print(told)
  })
}
