import { toHex } from '../bytes.ts'
import type { Verdict } from '../bundle.ts'

export type Language = 'zh' | 'en'

/** The answer in a sentence. */
export function headline(verdict: Verdict, language: Language): string {
  if (!verdict.ok) {
    const { index } = verdict.finding
    if (language === 'zh') return index === null ? '未通过核验' : `未通过核验：首个有问题的是第 ${index} 号条目`
    return index === null ? 'Not verified' : `Not verified: the first that is wrong is entry ${index}`
  }
  const { entries } = verdict.checked
  return language === 'zh' ? `核验通过：${entries} 个条目一字未改` : `Verified: ${entries} entries, not a byte changed`
}

/** What was found, or what was checked: a line of label and value each. */
export function rowsOf(verdict: Verdict, language: Language): readonly (readonly [label: string, value: string])[] {
  const zh = language === 'zh'
  if (!verdict.ok) {
    const { what, file, index, zh: chinese, en } = verdict.finding
    return [
      [zh ? '问题' : 'What', zh ? chinese : en],
      [zh ? '文件' : 'File', file],
      ...(index === null ? [] : [[zh ? '条目' : 'Entry', String(index)] as const]),
      [zh ? '代码' : 'Code', what],
    ]
  }
  const { origin, size, root, checked } = verdict
  return [
    [zh ? '日志' : 'Log', origin],
    [zh ? '条目' : 'Entries', String(size)],
    [zh ? '根哈希' : 'Root hash', toHex(root)],
    [zh ? '内容' : 'Contents', contents(checked, zh)],
    [zh ? '检查点' : 'Checkpoints', String(checked.checkpoints)],
    [zh ? '哈希瓦片' : 'Tiles of hashes', String(checked.tiles)],
  ]
}

function contents({ payloads, erased, withheld }: { readonly payloads: number; readonly erased: number; readonly withheld: number }, zh: boolean): string {
  return zh ? `相符 ${payloads}，依法删除 ${erased}，未提供 ${withheld}` : `${payloads} as committed, ${erased} erased, ${withheld} withheld`
}

/** What the answer does not say, where no key was given. */
export function caution(verdict: Verdict, language: Language): string | undefined {
  if (!verdict.ok || verdict.trusted) return undefined
  return language === 'zh'
    ? '只用了包内自带的密钥：整包伪造无法发现。请从可信的渠道取得验证密钥后再核验一次。'
    : 'Only the keys inside the bundle were used, so that a bundle forged as a whole is not found. Get the verifier key from a source that you trust and check again.'
}
