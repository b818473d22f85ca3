import type { FineAnswer } from '#law/answer.ts'
import type { DutyAnswer, Stake } from '#law/assessment.ts'
import type { EditionId } from '#law/citation.ts'
import type { Difference, DutyShift, ExposureShift, Shift } from '#law/difference.ts'
import type { Language, Text } from '#law/text.ts'
import { html, type Markup } from './report/markup.ts'
import { pageOf } from './report/page.ts'

const SHIFTS: Readonly<Record<Shift, Text>> = {
  gained: { zh: '新增', en: 'gained' },
  tightened: { zh: '加重', en: 'tightened' },
  changed: { zh: '改变', en: 'changed' },
  loosened: { zh: '减轻', en: 'loosened' },
  lost: { zh: '不再适用', en: 'lost' },
  moved: { zh: '仅条号变动', en: 'moved to another article' },
}

const money = (yuan: number): string => `¥${yuan.toLocaleString('en-US')}`

/** A fine with both ends, and whether it is shall or may. */
function fineWords(fine: FineAnswer | null | undefined, language: Language): string {
  if (fine === null || fine === undefined) return language === 'zh' ? '无罚款' : 'no fine'
  const must = language === 'zh' ? (fine.must === 'shall' ? '应当' : '可以') : fine.must
  if (fine.max === null || fine.min === null) return language === 'zh' ? `${must}罚款，数额未定` : `${must}, amount open`
  return `${must} ${fine.min === 0 ? '≤ ' : `${money(fine.min)} – `}${money(fine.max)}`
}

function stakeWords(stake: Stake | null, language: Language): string {
  if (stake === null) return '–'
  if (stake.refers) return `${stake.provision}: ${language === 'zh' ? '依照其他法律处罚' : 'punished as other laws say'}`
  return `${stake.provision}: ${fineWords(stake.first, language)} → ${fineWords(stake.gravest, language)}`
}

function dutyWords(duty: DutyAnswer | null, language: Language): string {
  if (duty === null) return '–'
  const due = duty.due === null ? '' : ` · ${duty.due.slice(0, 16).replace('T', ' ')}`
  return `${duty.cite[language]} · ${duty.state}${due} · ${stakeWords(duty.stake, language)}`
}

const eitherOf = ({ before, after }: DutyShift | ExposureShift): Text => (before ?? after)?.title ?? { zh: '', en: '' }

function exposureWords(shift: ExposureShift['before'], language: Language): string {
  if (shift === null) return '–'
  return `${shift.provision ?? '–'} ${shift.stage ?? ''} · ${fineWords(shift.entityFine, language)}${shift.personFine === null ? '' : ` · ${language === 'zh' ? '个人' : 'persons'} ${money(shift.personFine.min)} – ${money(shift.personFine.max)}`}`
}

export interface Compared {
  readonly difference: Difference
  readonly editions: readonly [EditionId, EditionId]
  readonly party: Text
  readonly at: string
}

function countsOf({ difference }: Compared, language: Language): string {
  const counts = Object.entries(SHIFTS).flatMap(([shift, words]) => {
    const count = difference.duties.filter((each) => each.shift === shift).length
    return count === 0 ? [] : [`${words[language]} ${count}`]
  })
  return [...counts, `${language === 'zh' ? '未变' : 'unchanged'} ${difference.unchanged}`].join(' · ')
}

/** What another edition changes for a party, for a terminal. Duties that only moved to another article are counted and not listed. */
export function differenceText(compared: Compared, language: Language): string {
  const { difference, editions, party, at } = compared
  const zh = language === 'zh'
  const lines = [`${party[language]}  ${at.slice(0, 16).replace('T', ' ')}  ${editions[0]} → ${editions[1]}`, countsOf(compared, language)]
  for (const shift of difference.duties) {
    if (shift.shift === 'moved') continue
    lines.push(
      '',
      `${SHIFTS[shift.shift][language]}  ${eitherOf(shift)[language]}  (${shift.subject})`,
      `  − ${dutyWords(shift.before, language)}`,
      `  + ${dutyWords(shift.after, language)}`,
    )
  }
  if (difference.exposure.length > 0) lines.push('', zh ? '责任' : 'Exposure')
  for (const shift of difference.exposure)
    lines.push(
      `  ${eitherOf(shift)[language]}  (${shift.subject})`,
      `    − ${exposureWords(shift.before, language)}`,
      `    + ${exposureWords(shift.after, language)}`,
    )
  return `${lines.join('\n')}\n`
}

const STYLE = `
.difference td,.difference th{vertical-align:top;text-align:left}
.difference td{width:34%}
@media (max-width:640px){.difference thead{display:none}.difference,.difference tbody,.difference tr,.difference td,.difference th{display:block;width:auto}}
`

/** The same as one self-contained page. */
export function differenceHtml(compared: Compared, language: Language): string {
  const { difference, editions, party, at } = compared
  const zh = language === 'zh'
  const title = zh ? '换一个版本，对我们有何不同' : 'What the other edition changes for us'
  const duties = difference.duties.filter(({ shift }) => shift !== 'moved')
  const head = html`<thead>
    <tr>
      <th scope="col">${zh ? '义务' : 'Duty'}</th>
      <th scope="col">${editions[0]}</th>
      <th scope="col">${editions[1]}</th>
    </tr>
  </thead>`
  const rows = duties.map(
    (shift) =>
      html`<tr>
        <th scope="row">${eitherOf(shift)[language]}<br /><span class="quiet">${SHIFTS[shift.shift][language]} · ${shift.subject}</span></th>
        <td>${dutyWords(shift.before, language)}</td>
        <td>${dutyWords(shift.after, language)}</td>
      </tr>`,
  )
  const exposed = difference.exposure.map(
    (shift) =>
      html`<tr>
        <th scope="row">${eitherOf(shift)[language]}<br /><span class="quiet">${shift.subject}</span></th>
        <td>${exposureWords(shift.before, language)}</td>
        <td>${exposureWords(shift.after, language)}</td>
      </tr>`,
  )
  const part = (heading: string, rowsOf: readonly Markup[]): Markup => html`<section class="part">
    <h2>${heading} <span class="count">${rowsOf.length}</span></h2>
    <table class="difference">
      ${head}
      <tbody>
        ${rowsOf}
      </tbody>
    </table>
  </section>`
  return pageOf({
    language,
    title,
    heading: party[language],
    style: STYLE,
    head: html`<p>${title}　${editions[0]} → ${editions[1]}　<span class="quiet">${at.slice(0, 16).replace('T', ' ')}</span></p>
      <p class="note">${countsOf(compared, language)}</p>`,
    main: html`${part(zh ? '义务' : 'Duties', rows)} ${part(zh ? '责任' : 'Exposure', exposed)}`,
  })
}
