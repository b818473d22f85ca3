import type { FastifyInstance } from 'fastify'
import { Readable } from 'node:stream'
import { inParty } from '#journal/sql.ts'
import type { Site } from '../access/reception.ts'
import { fileOperations, FileParams, FilePlace, FileQuery } from '../contract/file.ts'
import { routeOf } from '../contract/operation.ts'
import { filesOf, keepFile, openFile } from '../file/file.ts'
import { isShown } from '../file/media.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { MatterId } from '../record.ts'
import { counterOf, type Asking } from './counter.ts'
import { mayRead } from './desk.ts'
import { dispositionOf } from './disposition.ts'
import { fileNameOf } from './file-name.ts'

/** Nothing of a file runs, loads or frames anything, whatever it holds. */
const HARMLESS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox; frame-ancestors 'self'"
const SHA256 = /^[0-9a-f]{64}$/

/** Evidence: kept sealed, committed to by the journal, and given back only to who may read the matter. `most` is the largest that is taken, in bytes. */
export function fileRoutes(
  app: FastifyInstance,
  office: Office,
  { site, most }: { readonly site?: Site | undefined; readonly most?: number | undefined },
): void {
  const { catalogue, clock, database } = office
  const { app: pool, secrets } = database
  const { asking, note } = counterOf(office, site)
  const { files, storeFile, file } = fileOperations
  const largest = most ?? storeFile.body.most

  /** Whether this person has to do with the procedure; a refusal is on record. */
  async function mayEnter({ id, person, party }: Asking, name: string): Promise<'yes' | 'not-found' | 'not-for-role'> {
    const procedure = catalogue.find((each) => each.id === name && each.parties.includes(party.kind))
    if (procedure === undefined) return 'not-found'
    if (mayRead(procedure, person)) return 'yes'
    await note(id, 'access.refused', person, { procedure: name, files: true })
    return 'not-for-role'
  }

  app.get(
    routeOf(files),
    asking(async (by, request, reply) => {
      const place = FilePlace.safeParse(request.query)
      if (!place.success) return sendProblem(request, reply, 'request-malformed')
      const may = await mayEnter(by, place.data.procedure)
      if (may !== 'yes') return sendProblem(request, reply, may)
      const found = await inParty(pool, by.id, (sql) => filesOf(sql, secrets.master, by.id, place.data), { readOnly: true })
      if (found.files.length > 0) await note(by.id, 'access.personal-read', by.person, { ...place.data, files: true })
      return reply.send(found)
    }),
  )

  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    // Read as it comes, so that no file waits in memory.
    scope.addContentTypeParser('*', (_request, payload, done) => done(null, payload))
    scope.post(
      routeOf(storeFile),
      asking(async (by, request, reply) => {
        const place = FilePlace.safeParse(request.query)
        const name = fileNameOf(request)
        const sha256 = request.headers['x-file-sha256']
        if (!place.success || name === undefined || !(request.body instanceof Readable)) return sendProblem(request, reply, 'request-malformed')
        if (sha256 !== undefined && (typeof sha256 !== 'string' || !SHA256.test(sha256))) return sendProblem(request, reply, 'request-malformed')
        if (!MatterId.safeParse(place.data.subject).success) return sendProblem(request, reply, 'subject-malformed')
        const may = await mayEnter(by, place.data.procedure)
        if (may !== 'yes') return sendProblem(request, reply, may)
        if (Number(request.headers['content-length'] ?? 0) > largest) return sendProblem(request, reply, 'file-too-large')
        const kept = await keepFile({ pool, master: secrets.master, clock }, by.id, request.body, {
          ...place.data,
          name,
          sha256,
          by: by.person.person,
          most: largest,
        })
        switch (kept.kind) {
          case 'kept':
            return reply.code(201).send(kept.file)
          case 'too-large':
            return sendProblem(request, reply.header('connection', 'close'), 'file-too-large')
          case 'digest-differs':
            return sendProblem(request, reply, 'file-digest-differs')
        }
      }),
    )
  })

  app.get(
    routeOf(file),
    asking(async (by, request, reply) => {
      const params = FileParams.safeParse(request.params)
      const query = FileQuery.safeParse(request.query)
      if (!params.success) return sendProblem(request, reply, 'not-found')
      if (!query.success) return sendProblem(request, reply, 'request-malformed')
      const opened = await openFile(pool, secrets.master, by.id, params.data.file)
      if (opened === undefined) return sendProblem(request, reply, 'not-found')
      const { procedure, subject, name, media, size } = opened.file
      const may = await mayEnter(by, procedure)
      if (may !== 'yes') return sendProblem(request, reply, may)
      await note(by.id, 'access.personal-read', by.person, { procedure, subject, file: params.data.file })
      const inline = query.data.view === 'true' && isShown(media)
      const disposition = dispositionOf(name, 'file')
      return reply
        .type(media === 'text/plain' ? 'text/plain; charset=utf-8' : media)
        .header('content-length', size)
        .header('x-content-type-options', 'nosniff')
        .header('content-security-policy', HARMLESS)
        .header('cross-origin-resource-policy', 'same-origin')
        .header('content-disposition', inline ? disposition.replace(/^attachment/, 'inline') : disposition)
        .send(opened.bytes())
    }),
  )
}
