import type { CompiledNorm, Exception, Operation } from './compile.ts'
import { dueOf, GROUND, type Bench } from './due.ts'
import { Duty, type Cause, type Due, type DutyState } from './duty.ts'
import type { Instant } from './instant.ts'
import { ROLES } from './role.ts'
import { NEVER, type Memory, type Subject } from './subject.ts'
import { FAILS, HOLDS, UNKNOWN, type Truth } from './truth.ts'

const EXCEPTED: Record<Exception['how'], DutyState> = { exempts: 'excused', excuses: 'excused', replaces: 'superseded', suspends: 'suspended' }
const EXCEPTED_STATES: ReadonlySet<DutyState> = new Set(['excused', 'superseded', 'suspended'])
/** States from which nothing more can come. A lapsed or superseded duty of a matter stays what it is. */
const FINAL: ReadonlySet<DutyState> = new Set(['done', 'done-late', 'lapsed'])

/** Takes a duty off the list of those that something may still happen to. */
function retire(subject: Subject, duty: Duty): void {
  if (!duty.live) return
  duty.live = false
  const { live } = subject
  const last = live.pop()
  if (last !== duty && last !== undefined) live[live.indexOf(duty)] = last
}

function move(subject: Subject, duty: Duty, to: DutyState, at: Instant, cause: Cause, source: number, grounds: readonly number[], by = -1): void {
  duty.state = to
  duty.latest = { to, at, cause, source, by, grounds, previous: duty.latest }
  const unsettled = to === 'done' && duty.due.kind === 'open' && duty.due.why === 'fact-missing'
  if (FINAL.has(to) && !unsettled && subject.standing.get(duty.norm) !== duty) retire(subject, duty)
  else if (!duty.live) {
    duty.live = true
    subject.live.push(duty)
  }
}

/** What a live duty is when nothing has happened to it yet. */
function plainState(duty: Duty): DutyState {
  return duty.uncertain || duty.due.kind === 'open' ? 'indeterminate' : 'open'
}

export function findNextDue(subject: Subject): void {
  let next = NEVER
  for (const duty of subject.live) if (duty.state === 'open' && duty.due.kind === 'at' && duty.due.at < next) next = duty.due.at
  subject.nextDue = next
}

function noteDue(subject: Subject, duty: Duty): void {
  if (duty.state === 'open' && duty.due.kind === 'at' && duty.due.at < subject.nextDue) subject.nextDue = duty.due.at
}

/** Whether somebody here bears the norm: one of its bearers is a role of the party. */
function borne(bench: Bench, norm: CompiledNorm, now: Instant): Truth {
  let best: Truth = FAILS
  for (const role of norm.norm.bearer) {
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
function binds(bench: Bench, norm: CompiledNorm, now: Instant, as: Instant = now): Truth {
  if (as < norm.span[0] || as > norm.span[1] || !reached(bench, norm)) return FAILS
  const bearer = borne(bench, norm, as)
  if (bearer !== HOLDS) return FAILS
  return norm.scope === undefined ? HOLDS : norm.scope(bench.world, bench.trail)
}

function exceptionAt(bench: Bench, norm: CompiledNorm, now: Instant): Exception | undefined {
  const { trail, world } = bench
  for (const exception of norm.exceptions) {
    if (now < exception.span[0] || now > exception.span[1]) continue
    const mark = trail.size
    if (exception.holds === undefined || exception.holds(world, trail) === HOLDS) return exception
    trail.size = mark
  }
  return undefined
}

/** Opens a duty: computes its due instant, applies exceptions, and notes the step. The trail already holds why it binds. */
function open(bench: Bench, subject: Subject, norm: CompiledNorm, duty: Duty, cause: Cause, source: number): void {
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

function breach(
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

function memoryOf(subject: Subject, norm: number): Memory {
  const known = subject.memory.get(norm)
  if (known !== undefined) return known
  const fresh: Memory = { done: 0, doneAt: undefined, broken: 0, brokenAt: undefined, since: undefined }
  subject.memory.set(norm, fresh)
  return fresh
}

function periodic(norm: CompiledNorm): { readonly since: string } | undefined {
  const { deadline } = norm.norm
  return typeof deadline === 'object' && 'every' in deadline ? deadline : undefined
}

/** Begins a standing duty, or the next period of one, from what has been said of it so far. */
function openStanding(bench: Bench, subject: Subject, norm: CompiledNorm, at: Instant, uncertain: boolean, source: number): void {
  const duty = new Duty(norm.index, 0, at, uncertain)
  subject.standing.set(norm.index, duty)
  const memory = memoryOf(subject, norm.index)
  const period = periodic(norm)
  if (period !== undefined) {
    const since = memory.doneAt ?? (period.since === 'role' ? at : memory.since)
    if (since === undefined) {
      subject.duties.push(duty)
      return move(subject, duty, 'pending', at, 'standing', source, bench.trail.take())
    }
    // What happened before the duty began cannot make it late before it began.
    duty.base = since < at ? at : since
    return open(bench, subject, norm, duty, source === 0 ? 'standing' : 'event', source)
  }
  open(bench, subject, norm, duty, 'standing', source)
  if (EXCEPTED_STATES.has(duty.state) || norm.norm.deontic === 'prohibition') return
  if (memory.brokenAt !== undefined && (memory.doneAt === undefined || memory.brokenAt > memory.doneAt))
    breach(bench, subject, duty, at, 'event', memory.broken, [])
  else if (memory.doneAt !== undefined) {
    duty.doneBy = memory.done
    move(subject, duty, 'done', at, 'event', memory.done, [])
  }
}

/** Looks at one standing norm again: it may begin to bind, cease to, or be excepted. */
export function reviseStanding(bench: Bench, subject: Subject, norm: CompiledNorm, at: Instant): void {
  const { trail, world } = bench
  world.focus(subject, at, undefined, -1)
  trail.size = 0
  const truth = binds(bench, norm, at)
  const duty = subject.standing.get(norm.index)
  const living = duty !== undefined && duty.state !== 'lapsed'
  if (truth === FAILS) {
    if (living && (duty.state === 'breached' || duty.state === 'refused')) {
      // What was broken stays broken; only nothing more is owed from here.
      subject.standing.delete(norm.index)
      retire(subject, duty)
    } else if (living) {
      move(subject, duty, 'lapsed', at, 'facts', 0, trail.take())
      retire(subject, duty)
    }
    trail.size = 0
    return
  }
  if (!living || duty.uncertain !== (truth === UNKNOWN)) {
    if (living) {
      // What was unclear is now clear, or the other way round: the same duty begins anew from here.
      subject.duties.splice(subject.duties.indexOf(duty), 1)
      retire(subject, duty)
    }
    return openStanding(bench, subject, norm, at, truth === UNKNOWN, 0)
  }
  trail.size = 0
  if (!duty.uncertain) reviseException(bench, subject, norm, duty, at)
}

function reviseException(bench: Bench, subject: Subject, norm: CompiledNorm, duty: Duty, at: Instant): boolean {
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

/** Looks at the living duties again after facts changed: exceptions, scope that was unknown, and due instants. */
export function reviseLiving(bench: Bench, subject: Subject, at: Instant): void {
  const { trail, world, program } = bench
  for (const duty of subject.live.slice()) {
    const norm = program.norms[duty.norm]
    if (norm === undefined || (!norm.sensitive && !duty.uncertain) || subject.standing.get(duty.norm) === duty) continue
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

function fulfil(subject: Subject, norm: CompiledNorm, duty: Duty, at: Instant, source: number, grounds: readonly number[]): void {
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

function actOnStanding(bench: Bench, subject: Subject, norm: CompiledNorm, operation: Operation, at: Instant, source: number): void {
  const memory = memoryOf(subject, norm.index)
  const duty = subject.standing.get(norm.index)
  const living = duty !== undefined && duty.state !== 'lapsed'
  const grounds = bench.trail.take()
  if (operation.act === 'trigger') {
    memory.since ??= at
    if (living && duty.state === 'pending') {
      bench.world.focus(subject, at, undefined, -1)
      duty.base = at
      duty.due = dueOf(bench, norm, duty)
      move(subject, duty, plainState(duty), at, 'event', source, bench.trail.take())
      noteDue(subject, duty)
    }
  } else if (operation.act === 'done') {
    memory.done = source
    memory.doneAt = at
    if (!living || duty.uncertain) return
    if (periodic(norm) === undefined) return fulfil(subject, norm, duty, at, source, grounds)
    if (duty.state === 'pending') {
      // Its first fulfilment begins the next period, though nothing had begun the first.
      duty.doneBy = source
      move(subject, duty, 'done', at, 'event', source, grounds)
    } else fulfil(subject, norm, duty, at, source, grounds)
    if (duty.state !== 'done' && duty.state !== 'done-late') return
    retire(subject, duty)
    bench.world.focus(subject, at, undefined, -1)
    bench.trail.size = 0
    if (binds(bench, norm, at) === HOLDS) openStanding(bench, subject, norm, at, false, source)
  } else {
    memory.broken = source
    memory.brokenAt = at
    if (living && !EXCEPTED_STATES.has(duty.state) && !duty.uncertain)
      breach(bench, subject, duty, at, 'event', source, grounds, operation.act === 'refused' ? 'refused' : 'breached')
    if (subject.nextDue !== NEVER) findNextDue(subject)
  }
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
    if (duty === undefined || duty.norm !== norm.index || duty.opened > at || duty.trigger === source || subject.standing.get(duty.norm) === duty) continue
    if (operation.act === 'done') fulfil(subject, norm, duty, at, source, grounds)
    else if (sign === HOLDS && (duty.state === 'open' || duty.state === 'indeterminate' || duty.state === 'breached')) {
      breach(bench, subject, duty, at, 'event', source, grounds, operation.act === 'refused' ? 'refused' : 'breached')
      findNextDue(subject)
    }
  }
}
