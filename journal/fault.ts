/** What is wrong, for a program. The names are permanent: others answer by them. */
export type Fault =
  // cannot be read
  | 'json-malformed'
  | 'text-malformed'
  | 'base64-malformed'
  | 'entry-malformed'
  | 'tile-malformed'
  | 'path-malformed'
  | 'note-malformed'
  | 'key-malformed'
  | 'checkpoint-malformed'
  | 'proof-malformed'
  | 'policy-malformed'
  | 'bundle-malformed'
  // stored, and not as it was stored
  | 'tree-damaged'
  | 'payload-damaged'
  | 'key-damaged'
  // cannot be asked
  | 'party-unknown'
  | 'number-out-of-range'
  | 'index-beyond-tree'
  | 'hash-missing'
  // does not prove
  | 'proof-length'
  | 'root-mismatch'
  // proves, but not from whom you trust
  | 'unsigned'
  | 'signature-wrong'
  | 'origin-unknown'
  | 'quorum-missed'

/** Thrown where something does not prove what it claims or cannot be read; never for what a person may mend by asking otherwise. */
export class JournalFault extends Error {
  override readonly name = 'JournalFault'
  readonly fault: Fault

  constructor(fault: Fault, message: string, options?: { readonly cause?: unknown }) {
    super(message, options)
    this.fault = fault
  }
}
