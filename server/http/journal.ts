import type { FastifyInstance } from 'fastify'
import type { Party } from '#journal/party.ts'
import type { PublishOptions } from '#journal/publication.ts'
import { inParty } from '#journal/sql.ts'
import { headOf } from '#journal/tree.ts'
import type { Text } from '#law/text.ts'
import type { PersonRole } from '#procedures/access.ts'
import type { Site } from '../access/reception.ts'
import { BundleForm, JournalEntryParams, JournalEntryQuery, journalOperations, JournalQuery, type JournalPage } from '../contract/journal.ts'
import { routeOf } from '../contract/operation.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { bundleStream } from '../record-book/bundle.ts'
import type { Person } from '../person.ts'
import { entryAt, newestEntries, type Showing } from '../record-book/entries.ts'
import { kindWords } from '../record-book/kind.ts'
import { provenEntry, publishedHead } from '../record-book/proof.ts'
import { contentOf, mayReadStream } from '../record-book/reading.ts'
import { counterOf } from './counter.ts'
import { dispositionOf } from './disposition.ts'
import { only } from './gate.ts'

/** How a party's heads are published here: who has to have seen them, and where they are kept. */
export type Publishing = (party: Party) => Promise<Omit<PublishOptions, 'now'>>

const BUNDLERS: readonly PersonRole[] = ['auditor', 'audit-administrator']
const BUNDLE: Text = { zh: '导出审计包', en: 'Export an audit bundle' }
/** Of one address in a minute: each reads a whole journal. */
const FEW = { config: { rateLimit: { max: 6, timeWindow: 60_000 } } }

/** The record itself: its entries, that they stand where they stand, and all of it for an auditor. */
export function journalRoutes(
  app: FastifyInstance,
  office: Office,
  { site, publishing }: { readonly site?: Site | undefined; readonly publishing?: Publishing | undefined },
): void {
  const { catalogue, clock, database } = office
  const { app: pool, secrets } = database
  const counter = counterOf(office, site)
  const { asking, note } = counter
  const words = kindWords(catalogue)
  const showingTo = (person: Person): Showing => ({ words, readable: (stream) => mayReadStream(catalogue, person, stream) })

  app.get(
    routeOf(journalOperations.journal),
    asking(async ({ id, person }, request, reply) => {
      const wish = JournalQuery.safeParse(request.query)
      if (!wish.success) return sendProblem(request, reply, 'request-malformed')
      const page = await inParty(
        pool,
        id,
        async (sql): Promise<JournalPage> => {
          const { frontier } = await headOf(sql, id)
          const entries = await newestEntries(sql, id, wish.data, showingTo(person))
          return { size: frontier.size, entries, next: entries.length < wish.data.limit ? null : (entries.at(-1)?.index ?? null) }
        },
        { readOnly: true },
      )
      return reply.send(page)
    }),
  )

  app.get(
    routeOf(journalOperations.journalCheckpoint),
    asking(async ({ id }, request, reply) => {
      const head = await inParty(pool, id, (sql) => publishedHead(sql, id), { readOnly: true })
      return head === undefined ? sendProblem(request, reply, 'nothing-published') : reply.send(head)
    }),
  )

  app.get(
    routeOf(journalOperations.journalEntry),
    asking(async ({ id, person }, request, reply) => {
      const params = JournalEntryParams.safeParse(request.params)
      const query = JournalEntryQuery.safeParse(request.query)
      if (!params.success) return sendProblem(request, reply, 'not-found')
      if (!query.success) return sendProblem(request, reply, 'request-malformed')
      const index = Number(params.data.index)
      const found = await inParty(
        pool,
        id,
        async (sql) => {
          const entry = await entryAt(sql, id, index, showingTo(person))
          const proven = entry === undefined ? undefined : await provenEntry(sql, id, index)
          return entry === undefined || proven === undefined ? undefined : { entry, ...proven }
        },
        { readOnly: true },
      )
      if (found === undefined) return sendProblem(request, reply, 'not-found')
      if (query.data.content === 'false' || found.entry.erased) return reply.send({ ...found, content: null })
      if (!found.entry.readable) {
        await note(id, 'access.refused', person, { journal: index })
        return sendProblem(request, reply, 'not-for-role')
      }
      await note(id, 'access.personal-read', person, { journal: index })
      return reply.send({ ...found, content: await inParty(pool, id, (sql) => contentOf(sql, secrets.master, catalogue, id, found.entry), { readOnly: true }) })
    }),
  )

  app.post(
    routeOf(journalOperations.journalBundle),
    FEW,
    asking(
      only(counter, BUNDLERS, BUNDLE, async ({ id, person }, request, reply) => {
        const form = BundleForm.safeParse(request.body ?? {})
        if (!form.success) return sendProblem(request, reply, 'request-malformed')
        // Before anything leaves.
        await note(id, 'journal-bundle.exported', person, form.data)
        const how = (await publishing?.(id)) ?? {}
        const now = clock()
        const name = `dutybook-${id}-${new Date(now).toISOString().slice(0, 10)}.zip`
        return reply
          .type('application/zip')
          .header('content-disposition', dispositionOf(name, name))
          .send(bundleStream(pool, secrets.master, id, { ...how, now, withhold: form.data.withhold }))
      }),
    ),
  )
}
