import { Link, Outlet, useParams } from '@tanstack/react-router'
import { useEffect, useRef, type ReactNode } from 'react'
import type { EditionText, LawDuties, LawIndex } from '#server/contract/law.ts'
import { useAsk } from '../api/query.ts'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { useLanguage } from '../language.tsx'
import { WORDS as LAW } from '#law/report/words.ts'
import './statute.css'

const WORDS = {
  title: { zh: '法条', en: 'Statute' },
  compare: { zh: '对照两个版本', en: 'Compare two editions' },
  import: { zh: '导入官方文本', en: 'Import the official text' },
  draft: { zh: '草案', en: 'draft' },
  from: { zh: '起', en: 'from' },
  choose: { zh: '选择一条，看它要求谁做什么、何时、违反有何后果。', en: 'Choose an article to see whom it asks for what, by when, and what failing costs.' },
  articles: { zh: '条文', en: 'Articles' },
  duties: (n: number, late: number) => ({
    zh: late > 0 ? `${n} 项义务，${late} 项逾期` : `${n} 项义务`,
    en: late > 0 ? `${n} duties, ${late} overdue` : `${n} duties`,
  }),
}

/** The editions as dots on a line, the articles of the one that is chosen, and beside them the place that is read. */
export function StatutePage(): ReactNode {
  useTitle(WORDS.title)
  const { say } = useLanguage()
  const { edition, provision } = useParams({ strict: false })
  const index = useAsk<LawIndex>('/api/law')
  return (
    <div className="page">
      <div className="page-head">
        <h1>{say(WORDS.title)}</h1>
        <div className="row">
          <Link to="/compare" search={{}}>
            {say(WORDS.compare)}
          </Link>
          <Link to="/import">{say(WORDS.import)}</Link>
        </div>
      </div>
      <Asked of={index}>
        {({ editions }) => {
          const chosen = editions.find(({ id }) => id === edition) ?? editions.at(-1)
          return (
            <>
              <nav className="editions" aria-label={say(WORDS.title)}>
                {editions.map((each) => (
                  <Link
                    key={each.id}
                    to="/statute/$edition"
                    params={{ edition: each.id }}
                    className={each.status === 'draft' ? 'edition draft' : 'edition'}
                    aria-current={each.id === chosen?.id ? 'page' : undefined}
                  >
                    <span>{each.status === 'draft' ? `${say(WORDS.draft)} ${each.adopted ?? '2016'}` : each.inForceFrom}</span>
                    <span className="small">{say(LAW.edition[each.id])}</span>
                  </Link>
                ))}
              </nav>
              {chosen === undefined ? null : (
                <div className={provision === undefined ? 'statute' : 'statute reading'}>
                  <Articles edition={chosen.id} reading={provision} />
                  <div>{provision === undefined ? <p className="second">{say(WORDS.choose)}</p> : <Outlet />}</div>
                </div>
              )}
            </>
          )
        }}
      </Asked>
    </div>
  )
}

function Articles({ edition, reading }: { readonly edition: string; readonly reading: string | undefined }): ReactNode {
  const { say } = useLanguage()
  const text = useAsk<EditionText>(`/api/law/${edition}`)
  const duties = useAsk<LawDuties>(`/api/law/${edition}/duties`)
  const article = reading?.split('.')[0]
  const here = useRef<HTMLElement>(null)
  const loaded = text.data !== undefined
  useEffect(() => {
    const [list, chosen] = [here.current, here.current?.querySelector<HTMLElement>('[aria-current="page"]')]
    // Only the list moves, never the page.
    if (loaded && list !== null && chosen instanceof HTMLElement) list.scrollTop = chosen.offsetTop - list.offsetTop - list.clientHeight / 2
  }, [loaded])
  return (
    <nav className="articles" aria-label={say(WORDS.articles)} ref={here}>
      <Asked of={text}>
        {({ chapters, articles }) =>
          chapters.map(({ chapter, title }) => (
            <section key={chapter}>
              <h2>{say(title)}</h2>
              {articles
                .filter((each) => each.chapter === chapter)
                .map((each) => {
                  const counts = duties.data?.provisions[String(each.article)]
                  const some = Object.values(counts?.states ?? {}).reduce((sum, count) => sum + count, 0)
                  return (
                    <Link
                      key={each.article}
                      to="/statute/$edition/$provision"
                      params={{ edition, provision: String(each.article) }}
                      aria-current={article === String(each.article) ? 'page' : undefined}
                    >
                      <span className="no">{each.article}</span>
                      <span>{say(each.heading)}</span>
                      {some === 0 ? null : (
                        <span className={(counts?.late ?? 0) > 0 ? 'small late' : 'small second'} title={say(WORDS.duties(some, counts?.late ?? 0))}>
                          {(counts?.late ?? 0) > 0 ? `■ ${counts?.late}/${some}` : some}
                        </span>
                      )}
                    </Link>
                  )
                })}
            </section>
          ))
        }
      </Asked>
    </nav>
  )
}
