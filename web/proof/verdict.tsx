import type { ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import { printMinute } from '../clock.ts'
import { useLanguage } from '../language.tsx'
import type { Checked } from './inclusion.ts'

const WORDS = {
  proven: (size: number, root: string, signed: string): Text => ({
    zh: `本浏览器已验证：它就在 ${size} 条的日志树中；根 ${root}，${signed} 签名`,
    en: `Verified by this browser: it stands in the tree of ${size} entries; root ${root}, signed ${signed}`,
  }),
  otherKey: { zh: '（密钥与此浏览器记住的不同，请查明）', en: ' (not the key that this browser remembers: find out why)' },
  unpublished: { zh: '比最新的检查点还新，稍后即可验证', en: 'Newer than the newest checkpoint: it can be verified shortly' },
  wrong: {
    leaf: { zh: '验证不成立：记录的哈希对不上所显示的内容', en: 'Not verified: its leaf is not of what is shown here' },
    proof: { zh: '验证不成立：不在本主体签名的树中', en: 'Not verified: it is not in a tree that the key of this party has signed' },
  },
}

/** What the browser found of an entry: a mark and a sentence. */
export function Verdict({ checked }: { readonly checked: Checked }): ReactNode {
  const { say } = useLanguage()
  switch (checked.kind) {
    case 'proven':
      return (
        <span className={checked.keys !== 'other' ? 'done' : 'soon'} title={checked.root}>
          <span aria-hidden="true">✓</span> {say(WORDS.proven(checked.size, `${checked.root.slice(0, 8)}…`, printMinute(checked.signed)))}
          {checked.keys !== 'other' ? '' : say(WORDS.otherKey)}
        </span>
      )
    case 'unpublished':
      return (
        <span className="soon">
          <span aria-hidden="true">◔</span> {say(WORDS.unpublished)}
        </span>
      )
    case 'wrong':
      return (
        <span className="late">
          <span aria-hidden="true">■</span> {say(WORDS.wrong[checked.what])}
        </span>
      )
  }
}
