import { Link, useParams } from '@tanstack/react-router'
import { Segmented } from 'antd'
import { useState, type ReactNode } from 'react'
import { Role } from '#law/role.ts'
import { ROLE_NAMES } from '#law/explain.ts'
import { WORDS as LAW, wordOf } from '#law/report/words.ts'
import type { Text } from '#law/text.ts'
import type { ProvisionPage as Page } from '#server/contract/law.ts'
import { useAsk } from '../api/query.ts'
import { Asked } from '../frame/asked.tsx'
import { useTitle } from '../frame/title.ts'
import { keep, kept } from '../kept.ts'
import { useLanguage } from '../language.tsx'
import { CHANGES, clockWords, DEONTIC } from './words.ts'

const WORDS = {
  restated: { zh: '释要', en: 'Restatement' },
  official: { zh: '官方文本', en: 'Official text' },
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
  both: { zh: '中英对照', en: 'Both' },
  norms: { zh: '规范', en: 'Norms' },
  norm: { zh: '要求', en: 'What is asked' },
  sort: { zh: '性质', en: 'Sort' },
  bearer: { zh: '承担者', en: 'Bearer' },
  when: { zh: '何时', en: 'When' },
  none: { zh: '此处没有规范', en: 'No norm here' },
  liability: { zh: '罚则', en: 'Liability' },
  elsewhere: { zh: '其他版本中的对应', en: 'In other editions' },
  note: { zh: '说明', en: 'Note' },
  cases: { zh: '公开案例', en: 'Published cases' },
  fine: { zh: '罚款', en: 'fine' },
  yuan: { zh: '元', en: 'yuan' },
  departs: { zh: '与本系统的结论不同', en: 'Departs from what this system answers' },
  ours: { zh: '本主体在此的义务', en: 'Our duties here' },
  late: { zh: '逾期', en: 'overdue' },
  notImported: { zh: '尚未导入官方文本。', en: 'The official text has not been imported.' },
  import: { zh: '导入', en: 'Import it' },
  imported: { zh: '导入于', en: 'imported on' },
  place: { zh: '位置', en: 'Place' },
}

const SHOWN = ['zh', 'both', 'en'] as const
type Shown = (typeof SHOWN)[number]

/** One article, with the paragraph or item that was asked for marked: what it says, whom it binds, and what it costs. */
export function ProvisionPage(): ReactNode {
  const { edition, provision } = useParams({ from: '/frame/statute/$edition/$provision' })
  const page = useAsk<Page>(`/api/law/${edition}/${provision.split('.')[0]}`)
  return <Asked of={page}>{(answer) => <Read page={answer} asked={provision} />}</Asked>
}

function Read({ page, asked }: { readonly page: Page; readonly asked: string }): ReactNode {
  const { say, language, colon } = useLanguage()
  const [shown, setShown] = useState<Shown>(() => SHOWN.find((each) => each === kept('restatement')) ?? language)
  useTitle({ zh: `${page.cite.zh} ${page.heading.zh}`, en: `${page.cite.en} ${page.heading.en}` })
  const counts = page.duties
  const some = Object.entries(counts?.states ?? {})
  return (
    <article className="provision stack">
      <div>
        <p className="second small">
          {say(page.chapter)}
          {page.section === null ? null : ` · ${say(page.section)}`} · {say(LAW.edition[page.edition])}
        </p>
        <h1>
          {say(page.cite)} {say(page.heading)}
        </h1>
      </div>
      {some.length === 0 ? null : (
        <p>
          {say(WORDS.ours)}
          {colon}
          {some.map(([state, count]) => `${say(wordOf(LAW.state, state))} ${count}`).join(' · ')}
          {(counts?.late ?? 0) > 0 ? (
            <span className="late">
              {' '}
              ■ {say(WORDS.late)} {counts?.late}
            </span>
          ) : null}
        </p>
      )}
      <section className="sheet stack">
        <div className="row apart">
          <h2>{say(WORDS.restated)}</h2>
          <Segmented<Shown>
            size="small"
            value={shown}
            options={SHOWN.map((each) => ({ value: each, label: say(WORDS[each]) }))}
            onChange={(next) => {
              keep('restatement', next)
              setShown(next)
            }}
          />
        </div>
        {page.provisions.map((each) => (
          <div key={each.provision} className={shown === 'both' ? 'restated both' : 'restated'}>
            {(shown === 'both' ? (['zh', 'en'] as const) : [shown]).map((tongue) => (
              <div key={tongue} lang={tongue === 'zh' ? 'zh-CN' : 'en'} className={each.provision === asked && asked.includes('.') ? 'asked' : ''}>
                <p className="place">{each.provision}</p>
                <p className="law">{each[tongue]}</p>
              </div>
            ))}
          </div>
        ))}
      </section>
      <Official page={page} shown={shown} />
      <Norms page={page} />
      <Liability page={page} />
      <Elsewhere page={page} />
      <Cases page={page} />
    </article>
  )
}

function Official({ page: { imported }, shown }: { readonly page: Page; readonly shown: Shown }): ReactNode {
  const { say } = useLanguage()
  const tongues = shown === 'both' ? (['zh', 'en'] as const) : [shown]
  const there = tongues.flatMap((tongue) => (imported?.[tongue] === undefined ? [] : [{ tongue, ...imported[tongue] }]))
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.official)}</h2>
      {there.length === 0 ? (
        <p className="second">
          {say(WORDS.notImported)} <Link to="/import">{say(WORDS.import)}</Link>
        </p>
      ) : null}
      <div className={there.length > 1 ? 'restated both' : 'restated'}>
        {there.map(({ tongue, text, importedOn, sha256 }) => (
          <div key={tongue} lang={tongue === 'zh' ? 'zh-CN' : 'en'} className="stack tight">
            {Object.entries(text).map(([place, words]) => (
              <p key={place} className="law">
                {words}
              </p>
            ))}
            <p className="small second">
              {say(WORDS.imported)} {importedOn} · <span className="mono">sha256 {sha256.slice(0, 16)}…</span>
            </p>
          </div>
        ))}
      </div>
    </section>
  )
}

function namesOf(bearer: string | readonly string[]): Text {
  const roles = (typeof bearer === 'string' ? [bearer] : bearer).map((role): Text => {
    const known = Role.safeParse(role)
    return known.success ? ROLE_NAMES[known.data] : { zh: role, en: role }
  })
  return { zh: roles.map(({ zh }) => zh).join('、'), en: roles.map(({ en }) => en).join(', ') }
}

function Norms({ page: { norms, none } }: { readonly page: Page }): ReactNode {
  const { say, colon } = useLanguage()
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.norms)}</h2>
      {norms.length === 0 ? null : (
        <div className="wide-table">
          <table className="facts">
            <thead>
              <tr>
                {[WORDS.place, WORDS.norm, WORDS.sort, WORDS.bearer, WORDS.when].map((head) => (
                  <th key={head.en} scope="col">
                    {say(head)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {norms.map((norm) => (
                <tr key={`${norm.id} ${norm.provision}`}>
                  <td className="second">{norm.provision}</td>
                  <td>
                    {say(norm.title)}
                    <div className="mono third">{norm.id}</div>
                  </td>
                  <td>{say(DEONTIC[norm.deontic] ?? { zh: norm.deontic, en: norm.deontic })}</td>
                  <td>{say(namesOf(norm.bearer))}</td>
                  <td>{say(clockWords(norm.trigger, norm.deadline))}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {none.map(({ provision, because }) => (
        <p key={provision} className="second">
          {provision}
          {colon}
          {say(WORDS.none)}
          {colon}
          {say(because)}
        </p>
      ))}
    </section>
  )
}

function Liability({ page: { liability, edition } }: { readonly page: Page }): ReactNode {
  const { say, colon } = useLanguage()
  if (liability.length === 0) return null
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.liability)}</h2>
      {liability.map((each) => (
        <div key={each.provision} className="stack tight">
          <h3>
            <Link to="/statute/$edition/$provision" params={{ edition, provision: each.provision }}>
              {each.provision}
            </Link>{' '}
            {say(each.title)}
          </h3>
          <ol className="stack tight">
            {each.tiers.map(({ stage, words }) => (
              <li key={`${stage} ${words.en}`}>
                <span className="second">
                  {say(wordOf(LAW.stage, stage))}
                  {colon}
                </span>
                {say(words)}
              </li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  )
}

function Elsewhere({ page: { concordance } }: { readonly page: Page }): ReactNode {
  const { say, comma } = useLanguage()
  if (concordance.length === 0) return null
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.elsewhere)}</h2>
      <div className="wide-table">
        <table className="facts">
          <tbody>
            {concordance.map((row) => (
              <tr key={`${row.edition} ${row.from.join(' ')} ${row.to.join(' ')}`}>
                <td>{say(LAW.edition[row.edition])}</td>
                <td>
                  {row.from.join(comma)} → {row.to.length === 0 ? '—' : null}
                  {row.to.map((place, at) => (
                    <span key={place}>
                      {at === 0 ? '' : comma}
                      <Link to="/statute/$edition/$provision" params={{ edition: row.edition, provision: place }}>
                        {place}
                      </Link>
                    </span>
                  ))}
                </td>
                <td>{say(CHANGES[row.change] ?? { zh: row.change, en: row.change })}</td>
                <td className="second">{row.note === null ? '' : say(row.note)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

function Cases({ page: { cases } }: { readonly page: Page }): ReactNode {
  const { say, language, colon } = useLanguage()
  if (cases.length === 0) return null
  return (
    <section className="sheet stack tight">
      <h2>{say(WORDS.cases)}</h2>
      <ul className="stack tight">
        {cases.map((each) => (
          <li key={each.id}>
            {say(each.title)}{' '}
            <span className="second">
              {each.conduct.from === each.conduct.to ? each.conduct.from : `${each.conduct.from} – ${each.conduct.to}`}
              {each.entityFine === null ? '' : ` · ${say(WORDS.fine)} ${each.entityFine.toLocaleString(language === 'zh' ? 'zh-CN' : 'en')} ${say(WORDS.yuan)}`}
            </span>
            {each.departs === null ? null : (
              <div className="soon small">
                {say(WORDS.departs)}
                {colon}
                {say(each.departs)}
              </div>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
