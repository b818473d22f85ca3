import { PARTY_KIND_WORDS, REMIT_WORDS, type Party } from '#procedures/party.ts'
import type { Text } from '#law/text.ts'
import { LEVEL_WORDS } from '#procedures/complaint/field.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { openForms, type Host } from './door.ts'
import { html, type Html } from './html.ts'
import { pageOf, type Reading } from './page.ts'
import { provinceOf, PROVINCES } from './region.ts'

/** What kind of organisation it is, and where. */
function kindOf(party: Party): Text {
  const place = provinceOf(party.region)
  if (party.kind !== 'department') return { zh: `${PARTY_KIND_WORDS[party.kind].zh} · ${place.zh}`, en: `${PARTY_KIND_WORDS[party.kind].en} · ${place.en}` }
  const [remit, level] = [REMIT_WORDS[party.remit], LEVEL_WORDS[party.level]]
  return { zh: `${remit.zh} · ${level.zh} · ${place.zh}`, en: `${remit.en.charAt(0).toUpperCase()}${remit.en.slice(1)} · ${level.en} · ${place.en}` }
}

const opens = (procedure: CataloguedProcedure): number => openForms(procedure).filter((form) => form.opens).length

const row = (href: string, title: string, help: string | undefined): Html =>
  html`<li>
    <a href="${href}"><span class="row-title">${title}</span>${help !== undefined && html`<span class="row-help">${help}</span>`}</a>
  </li>`

/** Who this is, and what somebody may do here. */
export function frontPage(reading: Reading, host: Host, publishes: boolean): Html {
  const { say, word, language } = reading
  const { id, party, procedures } = host
  const other = language === 'zh' ? 'en' : 'zh'
  // What is one form stands before what is a choice of them.
  const offers = procedures
    .toSorted((one, two) => opens(one) - opens(two))
    .flatMap((procedure) => {
      const forms = openForms(procedure).filter((form) => form.opens)
      const [only] = forms
      if (only === undefined) return []
      const title = forms.length === 1 ? only.title : procedure.title
      const help =
        forms.length === 1 ? (only.help === null ? undefined : say(only.help)) : forms.map((form) => say(form.title)).join(language === 'zh' ? '；' : '; ')
      return [row(`/p/${id}/${procedure.id}`, say(title), help)]
    })
  return pageOf(reading, {
    title: say(party.name),
    host,
    body: html`<h1>${say(party.name)}</h1>
      ${party.name[other] !== party.name[language] && html`<p class="other-name" lang="${other === 'zh' ? 'zh-CN' : 'en'}">${party.name[other]}</p>`}
      <p class="kind">${say(kindOf(party))}</p>
      <h2 id="here">${word('here')}</h2>
      <ul class="rows" aria-labelledby="here">
        ${offers} ${row(`/p/${id}/follow`, word('followTitle'), word('followHelp'))}
        ${publishes && row(`/p/${id}/publications`, word('published'), word('publishedHelp'))}
      </ul>`,
  })
}

const MOST = 50

export interface Search {
  readonly name: string
  readonly province: string
}

export interface Listed {
  readonly id: string
  readonly party: Party
}

/** Those whose name holds what is looked for, in the region that is looked in. */
function searched(all: readonly Listed[], { name, province }: Search): readonly Listed[] {
  const wanted = name.trim().toLowerCase()
  return all.filter(
    ({ party }) =>
      (province === '' || party.region.startsWith(province)) &&
      (wanted === '' || party.name.zh.toLowerCase().includes(wanted) || party.name.en.toLowerCase().includes(wanted)),
  )
}

/** Which organisations have a portal on this installation. */
export function listPage(reading: Reading, all: readonly Listed[], search: Search): Html {
  const { say, word, language } = reading
  const found = searched(all, search)
  const present = new Set(all.map(({ party }) => party.region.slice(0, 2)))
  const provinces = Object.entries(PROVINCES).filter(([code]) => present.has(code))
  const isSearch = search.name.trim() !== '' || search.province !== ''
  const count =
    found.length > MOST
      ? word('foundMore', { n: found.length, m: MOST })
      : found.length === 0 && isSearch
        ? word('foundNone')
        : word('found', { n: found.length })
  const sorted = found.toSorted(
    (one, other) =>
      Number(other.party.kind === 'department') - Number(one.party.kind === 'department') ||
      one.party.name[language].localeCompare(other.party.name[language], language === 'zh' ? 'zh-CN' : 'en'),
  )
  return pageOf(reading, {
    title: word('portals'),
    body: html`<h1>${word('portals')}</h1>
      <p class="lead">${word('portalsLead')}</p>
      ${
        all.length === 0
          ? html`<p class="empty">${word('noPortals')}</p>`
          : html`<form class="search" method="get" action="/p" role="search">
                <div class="field"><label for="q">${word('name')}</label><input type="search" id="q" name="q" value="${search.name}" autocomplete="off" /></div>
                <div class="field">
                  <label for="r">${word('region')}</label
                  ><select id="r" name="r">
                    <option value="">${word('everywhere')}</option>
                    ${provinces.map(([code, text]) => html`<option value="${code}" ${code === search.province && html` selected`}>${say(text)}</option>`)}
                  </select>
                </div>
                <button>${word('search')}</button>
              </form>
              <p class="count" role="status">${count}${isSearch && html` <a href="/p">${word('all')}</a>`}</p>
              <ul class="rows">
                ${sorted.slice(0, MOST).map(({ id, party }) => row(`/p/${id}`, say(party.name), say(kindOf(party))))}
              </ul>`
      }`,
  })
}
