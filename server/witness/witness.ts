import { cosign, type Checkpoint } from '#journal/checkpoint.ts'
import { verify } from '#journal/ed25519.ts'
import { formatNote, formatSignature, type NoteKey } from '#journal/note.ts'
import { sha256 } from '#journal/sha256.ts'
import { readSubmission, refusalOf, type Submitted, type WatchedLog, type WitnessRefusal } from '#journal/witness.ts'
import type { WitnessFolder } from './folder.ts'

export type Judged =
  | {
      readonly kind: 'cosigned'
      readonly checkpoint: Checkpoint
      /** The signature line, with its newline. */
      readonly line: string
      /** The log's note with the cosignature. */
      readonly note: string
    }
  /** `evidence` is the folder with the two notes, where the log has contradicted itself. */
  | { readonly kind: 'refused'; readonly refusal: WitnessRefusal; readonly origin?: string; readonly evidence?: string }

export interface Witness {
  readonly key: NoteKey
  readonly logs: readonly WatchedLog[]
  /** What a log sent (C2SP tlog-witness). */
  judge(body: Uint8Array): Promise<Judged>
  /** What is known already to be signed by a log that is watched. */
  vouch(submitted: Submitted): Promise<Judged>
}

export interface WitnessOptions {
  readonly folder: WitnessFolder
  readonly logs: readonly WatchedLog[]
  /** In milliseconds. */
  readonly clock: () => number
}

/** A witness: never two roots for one size, never a smaller tree after a larger one. Each head is on disk before it is cosigned. */
export function witnessOf({ folder, logs, clock }: WitnessOptions): Witness {
  const { key, sign } = folder.key
  const last = new Map<string, Promise<unknown>>()

  /** One log's submissions go one after the other; those of different logs side by side. */
  async function inOrder<Result>(origin: string, work: () => Promise<Result>): Promise<Result> {
    const mine = (last.get(origin) ?? Promise.resolve()).then(work, work)
    last.set(origin, mine)
    try {
      return await mine
    } finally {
      if (last.get(origin) === mine) last.delete(origin)
    }
  }

  async function vouchNow(submitted: Submitted): Promise<Judged> {
    const { checkpoint, note, text } = submitted
    const { origin, size, root } = checkpoint
    const seen = await folder.latest(origin)
    const refusal = refusalOf(sha256, submitted, seen)
    if (refusal !== undefined) {
      if (refusal.code !== 'root-differs' || seen === undefined) return { kind: 'refused', refusal, origin }
      return { kind: 'refused', refusal, origin, evidence: await folder.accuse(origin, [seen.note, text]) }
    }
    // A clock that was set back does not make a cosignature older than the one before.
    const at = Math.max(Math.floor(clock() / 1000), seen?.at ?? 0)
    await folder.advance(origin, seen, { size, root, note: text, at })
    const signature = cosign(note.text, key, at, sign)
    return {
      kind: 'cosigned',
      checkpoint,
      line: `${formatSignature(signature)}\n`,
      note: formatNote({ text: note.text, signatures: [...note.signatures, signature] }),
    }
  }

  const vouch = (submitted: Submitted): Promise<Judged> => inOrder(submitted.checkpoint.origin, () => vouchNow(submitted))

  return {
    key,
    logs,
    vouch,
    judge: async (body) => {
      const read = readSubmission(body, logs, verify)
      return read.kind === 'refused' ? read : vouch(read.value)
    },
  }
}
