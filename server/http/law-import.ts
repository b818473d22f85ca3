import type { FastifyInstance } from 'fastify'
import { dayAt, instant, printDay } from '#law/instant.ts'
import type { Text } from '#law/text.ts'
import type { PersonRole } from '#procedures/access.ts'
import type { Refusal } from '#law/import/anomaly.ts'
import type { Site } from '../access/reception.ts'
import { importOperations, LawImportQuery } from '../contract/import.ts'
import { routeOf } from '../contract/operation.ts'
import type { Library } from '../library/library.ts'
import type { Office } from '../office.ts'
import { importJson, takeText } from '../official-text/intake.ts'
import { sendProblem } from '../problem.ts'
import { counterOf, sendRefusal } from './counter.ts'
import { fileNameOf } from './file-name.ts'
import { only } from './gate.ts'

/** Of one address in a minute: reading a text takes a good part of a second. */
const FEW = { rateLimit: { max: 20, timeWindow: 60_000 } }
const IMPORTERS: readonly PersonRole[] = ['system-administrator', 'compliance-officer']
const IMPORT: Text = { zh: '导入官方文本', en: 'Import an official text' }

/** Takes an official text as it is sent, and keeps it in the data folder as the command line does. */
export function lawImportRoutes(app: FastifyInstance, library: Library, office: Office, site?: Site): void {
  const counter = counterOf(office, site)
  const { importLaw } = importOperations

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: importLaw.body.most }, (_request, body, done) => done(null, body))
    scope.post(
      routeOf(importLaw),
      { bodyLimit: importLaw.body.most, config: FEW },
      counter.asking(
        only(counter, IMPORTERS, IMPORT, async ({ id, person }, request, reply) => {
          const query = LawImportQuery.safeParse(request.query)
          const name = fileNameOf(request)
          if (!query.success || name === undefined || !(request.body instanceof Uint8Array)) return sendProblem(request, reply, 'request-malformed')
          const { edition, lang } = query.data
          const today = printDay(dayAt(instant(office.clock())))
          const { statute, restatements, folder } = library
          // What the command line warns of, the answer says in fields.
          const taken = takeText(request.body, name, statute, restatements, { edition, language: lang, folder, today, warn: () => undefined })
          if ('code' in taken) return sendRefusal(request, reply, refusalOf(taken))
          const kept = taken.filter(({ stored }) => stored).map((report) => ({ lang: report.lang, sha256: report.sha256 }))
          await counter.note(id, 'law.imported', person, { edition, source: name, kept })
          return reply.send(importJson(taken))
        }),
      ),
    )
  })
}

function refusalOf({ code, words }: Refusal): Parameters<typeof sendRefusal>[2] {
  return { code: `law-import.${code}`, sort: 'incomplete', source: null, data: {}, zh: `未导入：${words.zh}`, en: `Not imported: ${words.en}` }
}
