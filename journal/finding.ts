/** What is wrong with a bundle, for a program. The names are permanent. */
export type What =
  | 'file-missing'
  | 'file-extra'
  | 'manifest-wrong'
  | 'key-wrong'
  | 'key-untrusted'
  | 'checkpoint-wrong'
  | 'checkpoint-order'
  | 'signature-wrong'
  | 'signature-unknown'
  | 'root-differs'
  | 'tile-differs'
  | 'entry-wrong'
  | 'entry-out-of-place'
  | 'version-gap'
  | 'payload-wrong'
  | 'payload-differs'
  | 'erasure-unproven'

/** The first thing that is wrong, where, and what it means. */
export interface Finding {
  /** The first entry that it is about, from 0; `null` where it is about none. */
  readonly index: number | null
  readonly what: What
  /** The file, as a path in the bundle. */
  readonly file: string
  readonly zh: string
  readonly en: string
}

const WORDS: Readonly<Record<What, readonly [zh: string, en: string]>> = {
  'file-missing': ['缺少这个文件。请重新导出，或向导出方索取完整的包', 'this file is missing. Export again, or ask for the whole bundle'],
  'file-extra': ['包里多出了这个文件；它不属于本包，也没有经过核验', 'this file does not belong to the bundle, and nothing vouches for it'],
  'manifest-wrong': ['包的说明与内容不符，或无法读取', 'the description of the bundle cannot be read, or is not that of what it holds'],
  'key-wrong': ['密钥无法读取，或已被改动', 'a key cannot be read, or was changed'],
  'key-untrusted': [
    '最新的检查点不是由您信任的密钥签名的。请核对密钥，或视此包为伪造',
    'the newest checkpoint is not signed with a key that you trust. Compare the key, or take the bundle for a forgery',
  ],
  'checkpoint-wrong': ['检查点无法读取，或已被改动', 'a checkpoint cannot be read, or was changed'],
  'checkpoint-order': [
    '检查点的次序不对：树只增不减，同样大小只有一个根',
    'the checkpoints are out of order: a tree only grows, and has one root at each size',
  ],
  'signature-wrong': ['签名不对：文字被改动过，或是别人签的', 'a signature is wrong: the text was changed, or somebody else signed it'],
  'signature-unknown': ['有一个签名所用的密钥不在包内，无法核验', 'a signature is of a key that is not in the bundle, and cannot be checked'],
  'root-differs': [
    '条目算出的根与当时签名的检查点不符：签名之后有条目被改动、删除或插入',
    'the entries do not give the root that was signed: one was changed, removed or inserted after the signature',
  ],
  'tile-differs': ['条目与哈希瓦片不符：其中之一被改动过', 'an entry and the tile of hashes do not agree: one of them was changed'],
  'entry-wrong': ['条目无法读取，或已被改动', 'an entry cannot be read, or was changed'],
  'entry-out-of-place': ['条目不属于这个位置或这个主体', 'an entry does not belong in this place, or to this party'],
  'version-gap': ['流内的版本号不连续：有条目被删除、重复或调换', 'the versions of a stream have a gap: an entry was removed, repeated or moved'],
  'payload-wrong': ['内容文件无法读取，或已被改动', 'the contents cannot be read, or were changed'],
  'payload-differs': ['内容与条目所承诺的不符：内容被改动过', 'the content is not what the entry commits to: it was changed'],
  'erasure-unproven': ['内容称已删除，但其后没有写明删除它的条目', 'the content is said to be erased, and no later entry says that it was'],
}

/** A finding with its words; `detail` is added to both, and needs no language: paths, numbers, names. */
export function findingOf(what: What, file: string, index: number | null, detail?: string): Finding {
  const [zh, en] = WORDS[what]
  return { index, what, file, zh: detail === undefined ? zh : `${zh}（${detail}）`, en: detail === undefined ? en : `${en} (${detail})` }
}
