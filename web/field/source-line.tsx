import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { Text } from '#law/text.ts'
import { INSTRUMENTS, type Source } from '#procedures/source.ts'
import { useAsk } from '../api/query.ts'
import type { NormWords, RuleWords } from '../api/shapes.ts'
import { useLanguage } from '../language.tsx'

const WORDS = {
  title: (name: string): string => (name.startsWith('《') ? name : `《${name}》`),
  article: { zh: (article: string): string => (/^\d+$/.test(article) ? `第${article}条` : articleZh(article)), en: articleEn },
}

function articleZh(article: string): string {
  const [, number, item] = /^(\d+)\((.+)\)$/.exec(article) ?? []
  return number === undefined ? (article === 'annex' ? '附件' : article) : `第${number}条第（${item}）项`
}

function articleEn(article: string): string {
  return article === 'annex' ? 'annex' : `art. ${article}`
}

/** Which provision asks for a field: the statute's by the norm, in whatever edition is in force, or an article of a lower rule. */
export function SourceLine({ source }: { readonly source: Source }): ReactNode {
  return 'norm' in source ? <NormLine norm={source.norm} /> : <InstrumentLine {...source} />
}

function NormLine({ norm }: { readonly norm: string }): ReactNode {
  const { say } = useLanguage()
  const { data } = useAsk<NormWords>(`/api/norms/${norm}`, { always: true })
  const version = data?.versions.findLast(({ edition }) => !edition.includes('draft')) ?? data?.versions.at(-1)
  const [cited] = version?.cites ?? []
  if (version === undefined || cited === undefined) return null
  return (
    <Link
      to="/statute/$edition/$provision"
      params={{ edition: version.edition, provision: cited.provision }}
      className="field-source"
      title={say(version.title)}
      target="_blank"
    >
      {say(cited.cite)}
    </Link>
  )
}

function InstrumentLine({ instrument, article }: { readonly instrument: string; readonly article: string }): ReactNode {
  const { say } = useLanguage()
  const own = INSTRUMENTS[instrument]
  const { data } = useAsk<RuleWords>('/api/law/timeline', { always: true, enabled: own === undefined })
  const name: Text | undefined = own ?? data?.rules.find((rule) => rule.instrument === instrument)?.name
  if (name === undefined) return null
  return (
    <span className="field-source">{say({ zh: `${WORDS.title(name.zh)}${WORDS.article.zh(article)}`, en: `${name.en}, ${WORDS.article.en(article)}` })}</span>
  )
}
