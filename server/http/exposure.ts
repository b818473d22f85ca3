import type { FastifyInstance } from 'fastify'
import type { z } from 'zod'
import { decide, strayViolation } from '#law/decision.ts'
import { day, dayOf, instant } from '#law/instant.ts'
import { Question, writtenQuestion, type RawQuestion } from '#law/question.ts'
import { issueWords } from '#law/source.ts'
import { editionOn } from '#law/statute.ts'
import type { Text } from '#law/text.ts'
import { suppose, type Supposition } from '#law/what-if.ts'
import type { Site } from '../access/reception.ts'
import type { Board } from '../board.ts'
import { exposureOperations, WhatIf, type Switches } from '../contract/exposure.ts'
import { routeOf } from '../contract/operation.ts'
import type { Office } from '../office.ts'
import { sendProblem } from '../problem.ts'
import { counterOf } from './counter.ts'
import { sendUnusable } from './gate.ts'
import { sendJson } from './large.ts'

/** Switches as one writes them, without what a question has besides. */
function writtenSwitches(switches: z.infer<typeof Switches>): Partial<RawQuestion> {
  const whole = writtenQuestion({ ...switches, conductDate: day(0), roles: [] })
  return Object.fromEntries(Object.entries(whole).filter(([name]) => name in switches))
}

interface Found extends Supposition {
  readonly title: Text
  readonly broken: boolean
}

/** What failing costs: the party's findings, any question of liability, and what would change the answer. */
export function exposureRoutes(app: FastifyInstance, office: Office, site?: Site): void {
  const { statute, liability, clock } = office
  const { asking } = counterOf(office, site)

  app.get(
    routeOf(exposureOperations.exposure),
    asking(async ({ id }, request, reply) => {
      const board = await office.board(id, instant(clock()))
      if (board === undefined) return sendProblem(request, reply, 'no-profile')
      const names = new Map(board.duties.map(({ subject, subjectName }) => [subject, subjectName]))
      const findings = board.exposure.map((finding) => ({
        ...finding,
        subjectName: names.get(finding.subject) ?? { zh: finding.subject, en: finding.subject },
        cite: finding.provision === null ? null : (board.cites[finding.provision] ?? null),
      }))
      return sendJson(request, reply, JSON.stringify({ at: board.at, encoding: board.encoding, findings }))
    }),
  )

  app.post(
    routeOf(exposureOperations.askLiability),
    asking(async (_by, request, reply) => {
      const question = Question.safeParse(request.body)
      if (!question.success)
        return sendUnusable(
          request,
          reply,
          question.error.issues.map((issue) => issueWords(issue, request.body)),
        )
      const stray = strayViolation(statute, question.data)
      return stray === undefined ? reply.send(decide(liability, question.data)) : sendUnusable(request, reply, [`violated: ${stray}`])
    }),
  )

  app.post(
    routeOf(exposureOperations.whatIf),
    asking(async ({ id }, request, reply) => {
      const form = WhatIf.safeParse(request.body)
      if (!form.success)
        return sendUnusable(
          request,
          reply,
          form.error.issues.map((issue) => issueWords(issue, request.body)),
        )
      const board = await office.board(id, instant(clock()))
      if (board === undefined) return sendProblem(request, reply, 'no-profile')
      const { norm, subject, ref } = form.data
      const found = findingOf(board, norm, subject, ref ?? undefined) ?? dutyOf(board, norm, subject)
      if (found === undefined) return sendProblem(request, reply, 'not-found')
      const before = suppose(liability, found, {})
      const after = suppose(liability, found, writtenSwitches(form.data.switches))
      if (before.kind === 'unusable') return sendUnusable(request, reply, before.issues)
      if (after.kind === 'unusable') return sendUnusable(request, reply, after.issues)
      const shown = ({ facts, answer }: typeof before) => ({ facts, answer })
      return reply.send({ norm, subject, title: found.title, broken: found.broken, before: shown(before), after: shown(after) })
    }),
  )

  function findingOf({ exposure }: Board, norm: string, subject: string, ref: string | undefined): Found | undefined {
    const found = exposure.find((each) => each.norm === norm && each.subject === subject && (ref === undefined || each.ref === ref))
    return found === undefined ? undefined : { norm, facts: found.facts, title: found.title, broken: true }
  }

  /** A duty as if it were broken today. Where its edition has gone, it is asked under that one. */
  function dutyOf({ at, party, duties }: Board, norm: string, subject: string): Found | undefined {
    // The latest: what stood under an edition that has gone stands under the next.
    const duty = duties
      .filter((each) => each.norm === norm && each.subject === subject)
      .toSorted((one, other) => one.opened.localeCompare(other.opened))
      .at(-1)
    if (duty === undefined || duty.liability.length === 0) return undefined
    const today = dayOf(at.slice(0, 10))
    const present = today === undefined ? undefined : editionOn(statute, today)?.edition.id
    const facts: RawQuestion = {
      conductDate: at.slice(0, 10),
      roles: [...party.roles],
      unit: party.unit,
      violated: duty.provision,
      ...(present === duty.edition ? {} : { asIf: duty.edition }),
    }
    return { norm, facts, title: duty.title, broken: false }
  }
}
