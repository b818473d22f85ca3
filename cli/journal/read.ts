import { toHex } from '#journal/bytes.ts'
import { readEntries, type Recorded, type Selection } from '#journal/stream.ts'
import { instantOf } from '#law/instant.ts'
import { Unusable } from '../unusable.ts'
import type { Place } from './place.ts'

export interface ReadFlags {
  readonly stream?: string
  readonly kind?: readonly string[]
  readonly occurred?: string
  readonly recorded?: string
  readonly from?: number
}

/** One JSON object an entry. What was erased has no content. */
export async function readJournal({ database, party }: Place, flags: ReadFlags, tell: (line: string) => void): Promise<void> {
  for await (const recorded of readEntries(database.app, database.secrets.master, party, selectionOf(flags))) tell(JSON.stringify(entryJson(recorded)))
}

function entryJson({ entry, leafHash, content }: Recorded): unknown {
  const { index, stream, version, id, kind, subject, occurred, recorded } = entry
  const text = content === undefined ? undefined : Buffer.from(content.bytes).toString()
  return {
    index,
    stream,
    version,
    id,
    kind,
    subject,
    occurred: new Date(occurred).toISOString(),
    recorded: new Date(recorded).toISOString(),
    leafHash: toHex(leafHash),
    ...(text === undefined ? { erased: true } : { content: valueOf(text) }),
  }
}

/** Content is JSON where the command line or the product wrote it; anything else is shown as text. */
function valueOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return text
  }
}

function selectionOf({ stream, kind, occurred, recorded, from }: ReadFlags): Selection {
  const start = from === undefined ? {} : { from }
  const asked = [stream, kind, occurred, recorded].filter((each) => each !== undefined)
  if (asked.length > 1) throw new Unusable('--stream、--kind、--occurred、--recorded 只能用一个。', 'use one of --stream, --kind, --occurred and --recorded.')
  if (stream !== undefined) return { by: 'stream', stream, ...start }
  if (kind !== undefined) return { by: 'kind', kinds: kind, ...start }
  if (occurred !== undefined) return { by: 'occurred', ...spanOf(occurred, '--occurred') }
  if (recorded !== undefined) return { by: 'recorded', ...spanOf(recorded, '--recorded') }
  return { by: 'position', ...start }
}

function spanOf(text: string, flag: string): { readonly from: number; readonly to: number } {
  const [from, to] = text.split('..').map((part) => instantOf(part))
  if (from !== undefined && to !== undefined) return { from, to }
  throw new Unusable(
    `${flag} 应为两个带时区的时刻，中间用 .. 隔开，如 2026-01-01T00:00:00+08:00..2026-02-01T00:00:00+08:00`,
    `${flag} is two instants with offsets and .. between them, such as 2026-01-01T00:00:00+08:00..2026-02-01T00:00:00+08:00`,
  )
}
