import type { Context } from '../context.ts'
import type { Decision } from '../decision.ts'
import type { Command } from './command.ts'
import type { Event } from './event.ts'
import { acceptFiling, recordCertificate, recordReceipt, requestExtension, returnFiling, submitFiling } from './filing.ts'
import { approve, end, fixLevel, propose, recordChange, review } from './level.ts'
import { filePlan, raiseFinding, recordAssessment, recordSelfCheck, rectify, verify } from './rectification.ts'
import { refuse } from './refusal.ts'
import { findGap, proveControl, proveLogs } from './safeguard.ts'
import type { Grading } from './state.ts'

/** What the police date is not held against our clock: theirs may be ahead. */
const DATED_BY_POLICE: readonly Command['type'][] = ['accept-filing', 'record-receipt', 'return-filing', 'record-certificate']

function barred(command: Command, { ended }: Grading, { at, subject, standing }: Context) {
  if (standing.thing(subject) === undefined) return refuse('grading.unregistered', { id: subject })
  if (ended !== null && command.type !== 'record-receipt') return refuse('grading.ended', { on: ended.on })
  if (command.on > at && !DATED_BY_POLICE.includes(command.type)) return refuse('grading.later-than-now', { on: command.on })
  return undefined
}

export function decide(command: Command, state: Grading, context: Context): Decision<Event> {
  const no = barred(command, state, context)
  if (no !== undefined) return no
  switch (command.type) {
    case 'propose':
      return propose(command)
    case 'review':
      return review(command, state)
    case 'approve':
      return approve(command, state)
    case 'fix-level':
      return fixLevel(command, state)
    case 'submit-filing':
      return submitFiling(command, state)
    case 'accept-filing':
      return acceptFiling(command, state)
    case 'record-receipt':
      return recordReceipt(command, state)
    case 'return-filing':
      return returnFiling(command, state)
    case 'record-certificate':
      return recordCertificate(command, state)
    case 'request-extension':
      return requestExtension(command, state)
    case 'record-assessment':
      return recordAssessment(command, state)
    case 'record-self-check':
      return recordSelfCheck(command, state)
    case 'raise-finding':
      return raiseFinding(command, state)
    case 'rectify':
      return rectify(command, state)
    case 'verify':
      return verify(command, state)
    case 'prove-control':
      return proveControl(command)
    case 'prove-logs':
      return proveLogs(command, context)
    case 'find-gap':
      return findGap(command, state)
    case 'file-plan':
      return filePlan(command, state)
    case 'record-change':
      return recordChange(command, state)
    case 'end':
      return end(command)
  }
}
