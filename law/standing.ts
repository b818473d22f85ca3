import type { CompiledNorm, Operation } from './compile.ts'
import { dueOf, type Bench } from './due.ts'
import { Duty } from './duty.ts'
import type { Instant } from './instant.ts'
import { NEVER, type Memory, type Subject } from './subject.ts'
import { binds, breach, EXCEPTED_STATES, findNextDue, fulfil, move, noteDue, open, plainState, retire, reviseException } from './transition.ts'
import { FAILS, HOLDS, UNKNOWN, type Truth } from './truth.ts'

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
function openStanding(bench: Bench, subject: Subject, norm: CompiledNorm, at: Instant, uncertain: boolean, source: number, before?: Duty): void {
  const duty = new Duty(norm.index, 0, at, uncertain)
  subject.standing.set(norm.family, duty)
  const memory = memoryOf(subject, norm.family)
  const period = periodic(norm)
  if (period !== undefined) {
    const since = memory.doneAt ?? (period.since === 'role' ? at : memory.since)
    if (since === undefined) {
      subject.duties.push(duty)
      return move(subject, duty, 'pending', at, 'standing', source, bench.trail.take())
    }
    // What happened before the duty began cannot make it late before it began. A period that ran under the edition before runs on.
    duty.base = before !== undefined ? before.base : since < at ? at : since
    if (before !== undefined) duty.floor = at
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
  const truth = at < subject.until ? binds(bench, norm, at) : FAILS
  const duty = subject.standing.get(norm.family)
  const living = duty !== undefined && duty.state !== 'lapsed'
  const version = living ? bench.program.norms[duty.norm] : undefined
  if (living && version !== undefined && version !== norm) return switchEdition(bench, subject, norm, duty, version, truth, at)
  if (truth === FAILS) {
    trail.size = 0
    // Where the edition has ended, the next version of the norm takes the duty over.
    const goesOn =
      at > norm.span[1] &&
      norm.norm.onNewEdition !== 'lapses' &&
      bench.program.norms.some((other) => other.family === norm.family && other.span[0] > norm.span[1])
    if (living && !goesOn) endStanding(subject, norm, duty, at)
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

/** A standing duty ceases to bind. What was broken stays broken; only nothing more is owed from here. */
function endStanding(subject: Subject, norm: CompiledNorm, duty: Duty, at: Instant): void {
  if (duty.state === 'breached' || duty.state === 'refused') subject.standing.delete(norm.family)
  else move(subject, duty, 'lapsed', at, 'facts', 0, [])
  retire(subject, duty)
}

/** A duty that stands under another version of the norm: when that version's edition has ended, this one takes it over with its proofs and its clock. */
function switchEdition(bench: Bench, subject: Subject, norm: CompiledNorm, duty: Duty, version: CompiledNorm, truth: Truth, at: Instant): void {
  const grounds = bench.trail.take()
  if (at <= version.span[1]) return
  if (truth === FAILS) return endStanding(subject, norm, duty, at)
  // A clock that never ran for certain has nothing to hand on.
  const ran = !duty.uncertain && duty.state !== 'pending' && truth === HOLDS
  if (duty.state !== 'breached' && duty.state !== 'refused') move(subject, duty, 'superseded', at, 'edition', 0, [], norm.index)
  retire(subject, duty)
  bench.trail.restore(grounds)
  openStanding(bench, subject, norm, at, truth === UNKNOWN, 0, ran ? duty : undefined)
}

export function actOnStanding(bench: Bench, subject: Subject, norm: CompiledNorm, operation: Operation, at: Instant, source: number): void {
  const memory = memoryOf(subject, norm.family)
  const duty = subject.standing.get(norm.family)
  const living = duty !== undefined && duty.state !== 'lapsed' && duty.norm === norm.index
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
