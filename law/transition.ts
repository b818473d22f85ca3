import type { CompiledNorm, Exception } from './compile.ts'
import { dueOf, GROUND, type Bench } from './due.ts'
import { Duty, type Cause, type DutyState } from './duty.ts'
import type { Instant } from './instant.ts'
import { AUTHORITIES, ROLES } from './role.ts'
import { NEVER, type Subject } from './subject.ts'
import { FAILS, HOLDS, UNKNOWN, type Truth } from './truth.ts'

export const EXCEPTED: Record<Exception['how'], DutyState> = { exempts: 'excused', excuses: 'excused', replaces: 'superseded', suspends: 'suspended' }
export const EXCEPTED_STATES: ReadonlySet<DutyState> = new Set(['excused', 'superseded', 'suspended'])
/** States from which nothing more can come. A lapsed or superseded duty of a matter stays what it is. */
const FINAL: ReadonlySet<DutyState> = new Set(['done', 'done-late', 'lapsed'])

/** Takes a duty off the list of those that something may still happen to. */
export function retire(subject: Subject, duty: Duty): void {
  if (!duty.live) return
  duty.live = false
  const { live } = subject
  const last = live.pop()
  if (last !== duty && last !== undefined) live[live.indexOf(duty)] = last
}

export function move(subject: Subject, duty: Duty, to: DutyState, at: Instant, cause: Cause, source: number, grounds: readonly number[], by = -1): void {
  duty.state = to
  duty.latest = { to, at, cause, source, by, grounds, previous: duty.latest }
  const unsettled = to === 'done' && duty.due.kind === 'open' && duty.due.why === 'fact-missing'
  if (FINAL.has(to) && !unsettled && duty.trigger > 0) retire(subject, duty)
  else if (!duty.live) {
    duty.live = true
    subject.live.push(duty)
  }
}

/** What a live duty is when nothing has happened to it yet. */
export function plainState(duty: Duty): DutyState {
  return duty.uncertain || duty.due.kind === 'open' ? 'indeterminate' : 'open'
}

export function findNextDue(subject: Subject): void {
  let next = NEVER
  for (const duty of subject.live) if (duty.state === 'open' && duty.due.kind === 'at' && duty.due.at < next) next = duty.due.at
  subject.nextDue = next
}

export function noteDue(subject: Subject, duty: Duty): void {
  if (duty.state === 'open' && duty.due.kind === 'at' && duty.due.at < subject.nextDue) subject.nextDue = duty.due.at
}

/**
 * Whether somebody here bears the norm: one of its bearers is a role of the party. Of what happened at another party, or was
 * ordered from it, only an authority has anything to do here.
 */
function borne(bench: Bench, norm: CompiledNorm, now: Instant): Truth {
  const elsewhere = bench.world.event?.['atAnother'] === true
  let best: Truth = FAILS
  for (const role of norm.norm.bearer) {
    if (elsewhere && !AUTHORITIES.has(role)) continue
    const { truth, source } = bench.roleAt(role, now)
    if (truth === HOLDS) {
      bench.trail.push(GROUND.role, ROLES.indexOf(role), source)
      return HOLDS
    }
    if (truth === UNKNOWN) best = UNKNOWN
  }
  return best
}

/** Whether the edition reaches this subject at all (arts. 2 and 78 of the 2017 edition). Unknown counts as reached. */
function reached(bench: Bench, norm: CompiledNorm): boolean {
  const { trail, world } = bench
  const mark = trail.size
  const outside = bench.program.outside.get(norm.edition)?.some((test) => test(world, trail) === HOLDS) === true
  trail.size = mark
  return !outside
}

/**
 * Whether the norm binds here and now: in force, within reach, borne, and in scope. The trail holds the grounds. For a
 * duty that an earlier event gave rise to, force and bearer are asked as of that event, scope by what is known now.
 */
export function binds(bench: Bench, norm: CompiledNorm, now: Instant, as: Instant = now): Truth {
  if (as < norm.span[0] || as > norm.span[1] || !reached(bench, norm)) return FAILS
  const bearer = borne(bench, norm, as)
  if (bearer !== HOLDS) return FAILS
  return norm.scope === undefined ? HOLDS : norm.scope(bench.world, bench.trail)
}

/** The exception that holds now. A duty that outlives its edition keeps the exceptions of that edition, as it keeps the rest of its law. */
export function exceptionAt(bench: Bench, norm: CompiledNorm, now: Instant): Exception | undefined {
  const { trail, world } = bench
  const as = now > norm.span[1] ? norm.span[1] : now
  for (const exception of norm.exceptions) {
    if (as < exception.span[0] || as > exception.span[1]) continue
    const mark = trail.size
    if (exception.holds === undefined || exception.holds(world, trail) === HOLDS) return exception
    trail.size = mark
  }
  return undefined
}

/** Opens a duty: computes its due instant, applies exceptions, and notes the step. The trail already holds why it binds. */
export function open(bench: Bench, subject: Subject, norm: CompiledNorm, duty: Duty, cause: Cause, source: number): void {
  const { trail } = bench
  subject.duties.push(duty)
  const exception = duty.uncertain ? undefined : exceptionAt(bench, norm, duty.opened)
  if (exception !== undefined) {
    duty.before = 'open'
    return move(subject, duty, EXCEPTED[exception.how], duty.opened, 'exception', source, trail.take(), exception.norm)
  }
  duty.due = dueOf(bench, norm, duty)
  move(subject, duty, plainState(duty), duty.opened, cause, source, trail.take())
  noteDue(subject, duty)
}

export function breach(
  bench: Bench,
  subject: Subject,
  duty: Duty,
  at: Instant,
  cause: Cause,
  source: number,
  grounds: readonly number[],
  to: 'breached' | 'refused' = 'breached',
): void {
  duty.brokenBy = source
  move(subject, duty, to, at, cause, source, grounds)
  const norm = bench.program.norms[duty.norm]
  for (const heir of norm?.heirs ?? []) {
    const born = bench.program.norms[heir]
    if (born === undefined) continue
    bench.world.focus(subject, at, bench.events[source - 1], source - 1)
    bench.trail.size = 0
    const truth = binds(bench, born, at)
    if (truth !== FAILS) open(bench, subject, born, new Duty(heir, source, at, truth === UNKNOWN), 'breach', source)
    else bench.trail.size = 0
  }
}

/** A deadline that passed before `now`: the breach is dated at the deadline. */
export function fireDeadlines(bench: Bench, subject: Subject, now: Instant): void {
  while (subject.nextDue < now) {
    const at = subject.nextDue
    for (const duty of subject.live.slice()) {
      if (duty.state === 'open' && duty.due.kind === 'at' && duty.due.at === at) breach(bench, subject, duty, at, 'deadline', 0, [])
    }
    findNextDue(subject)
  }
}

export function reviseException(bench: Bench, subject: Subject, norm: CompiledNorm, duty: Duty, at: Instant): boolean {
  const { trail } = bench
  const exception = exceptionAt(bench, norm, at)
  if (exception !== undefined && !EXCEPTED_STATES.has(duty.state) && !FINAL.has(duty.state)) {
    duty.before = duty.state
    move(subject, duty, EXCEPTED[exception.how], at, 'exception', 0, trail.take(), exception.norm)
    return true
  }
  trail.size = 0
  if (exception === undefined && EXCEPTED_STATES.has(duty.state)) {
    duty.floor = at
    duty.due = dueOf(bench, norm, duty)
    move(subject, duty, duty.before === 'open' ? plainState(duty) : duty.before, at, 'facts', 0, trail.take())
    noteDue(subject, duty)
  }
  return false
}

export function fulfil(subject: Subject, norm: CompiledNorm, duty: Duty, at: Instant, source: number, grounds: readonly number[]): void {
  if (duty.state === 'open' || duty.state === 'indeterminate' || duty.state === 'done' || duty.state === 'done-late') {
    const stays = duty.state === 'done' || duty.state === 'done-late'
    // What stands is kept up by the latest proof; what an event asked for was met by the first.
    if (!stays || norm.norm.trigger === 'standing') duty.doneBy = source
    if (!stays) move(subject, duty, 'done', at, 'event', source, grounds)
  } else if ((duty.state === 'breached' || duty.state === 'refused') && norm.norm.survives) {
    duty.doneBy = source
    move(subject, duty, 'done-late', at, 'event', source, grounds)
  } else return
  if (subject.nextDue !== NEVER) findNextDue(subject)
}
