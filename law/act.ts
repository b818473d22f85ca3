import type { CompiledNorm, Operation } from './compile.ts'
import { dueOf, type Bench } from './due.ts'
import { Duty, type Due } from './duty.ts'
import type { Instant } from './instant.ts'
import { actOnStanding } from './standing.ts'
import type { Subject } from './subject.ts'
import {
  binds,
  breach,
  EXCEPTED,
  EXCEPTED_STATES,
  exceptionAt,
  findNextDue,
  fulfil,
  move,
  noteDue,
  open,
  plainState,
  retire,
  reviseException,
} from './transition.ts'
import { FAILS, HOLDS, UNKNOWN, type Truth } from './truth.ts'

/** Looks at the living duties again after facts changed: exceptions, scope that was unknown, and due instants. */
export function reviseLiving(bench: Bench, subject: Subject, at: Instant): void {
  const { trail, world, program } = bench
  for (const duty of subject.live.slice()) {
    const norm = program.norms[duty.norm]
    if (norm === undefined || (!norm.sensitive && !duty.uncertain) || duty.trigger === 0) continue
    world.focus(subject, at, bench.events[duty.trigger - 1], duty.trigger - 1)
    trail.size = 0
    if (duty.uncertain) {
      const truth = binds(bench, norm, at, duty.opened)
      const sign = truth === HOLDS ? whereOf(bench, norm, duty) : truth
      if (sign === UNKNOWN) continue
      duty.uncertain = false
      if (sign === FAILS) {
        move(subject, duty, 'lapsed', at, 'facts', 0, trail.take())
        continue
      }
      if (norm.norm.trigger === 'standing') {
        breach(bench, subject, duty, at, 'facts', duty.trigger, trail.take())
        continue
      }
    }
    trail.size = 0
    if (duty.state === 'done') {
      reviseDone(bench, subject, norm, duty)
      continue
    }
    if (reviseException(bench, subject, norm, duty, at) || EXCEPTED_STATES.has(duty.state)) continue
    if (duty.state !== 'open' && duty.state !== 'indeterminate') continue
    const due = dueOf(bench, norm, duty)
    const same = sameDue(due, duty.due) && duty.state === plainState(duty)
    const grounds = trail.take()
    if (same) continue
    duty.due = due
    move(subject, duty, plainState(duty), at, 'facts', 0, grounds)
    noteDue(subject, duty)
  }
}

function sameDue(left: Due, right: Due): boolean {
  if (left === right) return true
  if (left.kind === 'at' && right.kind === 'at') return left.at === right.at && left.figure === right.figure
  if (left.kind === 'at-once' && right.kind === 'at-once') return left.at === right.at
  return left.kind === 'open' && right.kind === 'open' && left.why === right.why && left.facts.join() === right.facts.join()
}

/** A duty was met before it was known by when: what becomes known later may show that it was met late. */
function reviseDone(bench: Bench, subject: Subject, norm: CompiledNorm, duty: Duty): void {
  const due = dueOf(bench, norm, duty)
  const grounds = bench.trail.take()
  const done = bench.events[duty.doneBy - 1]
  if (due.kind !== 'at' || done === undefined) return
  duty.due = due
  if (done.occurred <= due.at) return retire(subject, duty)
  move(subject, duty, 'breached', due.at, 'facts', 0, grounds)
  move(subject, duty, 'done-late', done.occurred, 'event', duty.doneBy, [])
}

/** Whether the event that gave rise to a duty still meets the sign it was taken for. */
function whereOf(bench: Bench, norm: CompiledNorm, duty: Duty): Truth {
  const event = bench.events[duty.trigger - 1]
  const act = norm.norm.trigger === 'standing' ? 'breached' : 'trigger'
  const operation = event === undefined ? undefined : bench.program.kinds.get(event.kind)?.home.find((each) => each.norm === norm.index && each.act === act)
  return operation?.where === undefined ? HOLDS : operation.where(bench.world, bench.trail)
}

/** A standing norm is broken in a matter of its own, which is dated, mended and answered for by itself. */
function breakBan(bench: Bench, subject: Subject, norm: CompiledNorm, at: Instant, source: number, sign: Truth): void {
  const truth = binds(bench, norm, at)
  if (truth === FAILS) return
  const uncertain = truth === UNKNOWN || sign === UNKNOWN
  const duty = new Duty(norm.index, source, at, uncertain)
  duty.brokenBy = source
  subject.duties.push(duty)
  const exception = uncertain ? undefined : exceptionAt(bench, norm, at)
  if (exception !== undefined) {
    duty.before = 'breached'
    return move(subject, duty, EXCEPTED[exception.how], at, 'exception', source, bench.trail.take(), exception.norm)
  }
  if (uncertain) return move(subject, duty, 'indeterminate', at, 'event', source, bench.trail.take())
  breach(bench, subject, duty, at, 'event', source, bench.trail.take())
}

/** Lets one event act on one norm at one subject. */
export function act(bench: Bench, subject: Subject, operation: Operation, place: number, at: Instant): void {
  const { trail, world, program, events } = bench
  const norm = program.norms[operation.norm]
  const event = events[place]
  if (norm === undefined || event === undefined) return
  world.focus(subject, at, event, place)
  trail.size = 0
  const sign = operation.where === undefined ? HOLDS : operation.where(world, trail)
  if (sign === FAILS) return
  const source = place + 1
  const stands = norm.norm.trigger === 'standing'
  if (operation.standing) {
    if (sign === HOLDS) actOnStanding(bench, subject, norm, operation, at, source)
    return
  }
  if (operation.act === 'trigger') {
    const truth = binds(bench, norm, at)
    if (truth !== FAILS) open(bench, subject, norm, new Duty(norm.index, source, at, truth === UNKNOWN || sign === UNKNOWN), 'event', source)
    return
  }
  if (sign !== HOLDS && operation.act !== 'breached') return
  if (operation.act === 'breached' && stands) return breakBan(bench, subject, norm, at, source, sign)
  const grounds = trail.take()
  const { live } = subject
  for (let place = live.length - 1; place >= 0; place--) {
    const duty = live[place]
    if (duty === undefined || duty.norm !== norm.index || duty.opened > at || duty.trigger === source || duty.trigger === 0) continue
    if (operation.act === 'done') fulfil(subject, norm, duty, at, source, grounds)
    else if (sign === HOLDS && (duty.state === 'open' || duty.state === 'indeterminate' || duty.state === 'breached')) {
      breach(bench, subject, duty, at, 'event', source, grounds, operation.act === 'refused' ? 'refused' : 'breached')
      findNextDue(subject)
    }
  }
}
