import { toHex } from '#journal/bytes.ts'
import { publicKeysOf } from '#journal/keyring.ts'
import { readLeaves } from '#journal/leaf.ts'
import { inclusionPath, leafHash, rootAt } from '#journal/merkle.ts'
import { formatVerifierKey, noteKey } from '#journal/note.ts'
import type { Party } from '#journal/party.ts'
import { formatProof } from '#journal/proof.ts'
import { newestPublished } from '#journal/publication.ts'
import { sha256 } from '#journal/sha256.ts'
import type { Sql } from '#journal/sql.ts'
import { headOf, readNodes } from '#journal/tree.ts'
import { instant, printInstant } from '#law/instant.ts'
import type { PublishedHead } from '../contract/journal.ts'

/** The newest published head with the party's keys; `undefined` before anything was published. */
export async function publishedHead(sql: Sql, party: Party): Promise<PublishedHead | undefined> {
  const published = await newestPublished(sql, party)
  if (published === undefined) return undefined
  const { origin, size, note, signed } = published
  const { frontier } = await headOf(sql, party)
  const root = await rootAt(sha256, size, readNodes(sql, party, frontier.size))
  const keys = (await publicKeysOf(sql, party)).map((publicKey) => formatVerifierKey(noteKey(sha256, origin, 1, publicKey)))
  return { origin, size, root: toHex(root), signed: printInstant(instant(signed)), note, keys }
}

/** An entry's leaf, and that it stands in the newest published tree. */
export async function provenEntry(sql: Sql, party: Party, index: number) {
  const [leaf] = await readLeaves(sql, party, index, 1)
  if (leaf === undefined) return undefined
  const checkpoint = await publishedHead(sql, party)
  if (checkpoint === undefined || index >= checkpoint.size) return { leaf: Buffer.from(leaf).toString('base64'), proof: null }
  const { frontier } = await headOf(sql, party)
  const path = await inclusionPath(sha256, index, checkpoint.size, readNodes(sql, party, frontier.size))
  const text = formatProof({ index, path, checkpoint: checkpoint.note })
  const { size, root } = checkpoint
  return {
    leaf: Buffer.from(leaf).toString('base64'),
    proof: { index, size, leafHash: toHex(leafHash(sha256, leaf)), path: path.map(toHex), root, checkpoint, text },
  }
}
