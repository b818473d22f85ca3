import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { drawDocument } from '../document/drawing.ts'
import { fileName, fileOf, FORMATS, MEDIA_TYPES } from '../document/format.ts'
import { LANGUAGES } from '../document/sheet.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import type { Site } from '../access/reception.ts'
import { counterOf } from './counter.ts'
import { mayRead } from './desk.ts'
import { dispositionOf } from './disposition.ts'

/** Files a minute from one address: setting one takes a good part of a second of the processor. */
const FILES_A_MINUTE = 60

const Place = z.object({ procedure: z.string(), subject: z.string(), file: z.string() })
const File = z
  .string()
  .regex(/^[a-z-]+\.(docx|pdf)$/)
  .transform((file) => file.split('.'))
  .pipe(z.tuple([z.string(), z.enum(FORMATS)]))
const Wish = z.strictObject({ lang: z.enum(LANGUAGES).default('zh'), redacted: z.enum(['true', 'false']).default('false') })

/** The documents of a matter as files that an authority or a person receives. */
export function documentRoutes(app: FastifyInstance, office: Office, site?: Site): void {
  const { catalogue, statute } = office
  const { asking, note } = counterOf(office, site)

  app.get(
    '/api/matters/:procedure/:subject/documents/:file',
    { config: { rateLimit: { max: FILES_A_MINUTE, timeWindow: 60_000 } } },
    asking(async (by, request, reply) => {
      const place = Place.parse(request.params)
      const file = File.safeParse(place.file)
      const wish = Wish.safeParse(request.query)
      const procedure = catalogue.find(({ id }) => id === place.procedure)
      if (procedure === undefined || !file.success) return sendProblem(request, reply, 'not-found')
      if (!mayRead(procedure, by.person)) {
        await note(by.id, 'access.refused', by.person, { procedure: procedure.id, read: true })
        return sendProblem(request, reply, 'not-for-role')
      }
      if (!wish.success) return sendProblem(request, reply, 'document-wish-malformed')
      const [id, format] = file.data
      const redacted = wish.data.redacted === 'true'
      const subject = procedure.of === 'party' ? by.id : place.subject
      const drawn = await drawDocument(office, by, { procedure, subject, id })
      if (drawn === undefined) return sendProblem(request, reply, 'not-found')
      // Before anything leaves. A copy without personal information is no reading of it.
      if (!redacted) await note(by.id, 'access.personal-read', by.person, { procedure: procedure.id, subject, document: id })
      const { document, proof } = drawn
      const content = await fileOf(statute, document, format, { language: wish.data.lang, redacted, proof })
      const name = fileName(document, procedure.of === 'party' ? '' : subject, wish.data.lang, format)
      return reply
        .type(MEDIA_TYPES[format])
        .header('content-disposition', dispositionOf(name, `${id}.${format}`))
        .send(Buffer.from(content))
    }),
  )
}
