import type { Text } from '#law/text.ts'

export type WitnessTrouble = 'folder-in-use' | 'folder-unusable' | 'state-damaged' | 'state-lost' | 'key-damaged' | 'name-differs' | 'overtaken'

/** A witness that cannot go on without giving up what it vouches for. `words` say what, where and how to mend it; `message` is the English of them. */
export class WitnessError extends Error {
  override readonly name = 'WitnessError'
  readonly code: WitnessTrouble
  readonly words: Text

  constructor(code: WitnessTrouble, zh: string, en: string, options?: { readonly cause?: unknown }) {
    super(en, options)
    this.code = code
    this.words = { zh, en }
  }
}
