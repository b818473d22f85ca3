import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import type { Command } from './command.ts'
import type { Event } from './event.ts'
import { refuse } from './refusal.ts'
import { pendingOpening, presentOpening, type Complaint } from './state.ts'

type Given = Extract<Command, { type: 'request-opening' | 'approve-opening' | 'decline-opening' | 'seal' }>

/** Seeing who the informant is takes two people: one asks with reasons, another decides. Each act names its person. */
export function decideOpening(command: Given, state: Complaint, { at, actor }: Context): Decision<Event> {
  const pending = pendingOpening(state)
  const by = actor.person
  switch (command.type) {
    case 'request-opening':
      if (state.received?.named !== true) return refuse('complaint.anonymous')
      if (state.sealed === null || (state.sealed.name === null && state.sealed.contact === null)) return refuse('complaint.identity-erased')
      if (presentOpening(state) !== undefined) return refuse('complaint.identity-open')
      if (pending !== undefined) return refuse('complaint.opening-pending', { by: pending.askedBy })
      return accept({ kind: 'complaint.opening-requested', occurred: at, facts: {}, detail: { because: command.because, by } })
    case 'approve-opening':
      if (pending === undefined) return refuse('complaint.no-opening-asked')
      if (pending.askedBy === by) return refuse('complaint.same-person')
      return accept({ kind: 'complaint.identity-opened', occurred: at, facts: {}, detail: { because: command.because, by } })
    case 'decline-opening':
      if (pending === undefined) return refuse('complaint.no-opening-asked')
      return accept({ kind: 'complaint.opening-declined', occurred: at, facts: {}, detail: { because: command.because, by } })
    case 'seal':
      if (presentOpening(state) === undefined) return refuse('complaint.identity-sealed')
      return accept({ kind: 'complaint.identity-resealed', occurred: at, facts: {}, detail: { by } })
  }
}
