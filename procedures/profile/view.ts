import { ROLES } from '#law/role.ts'
import { ROLE_NAMES } from '#law/explain.ts'
import type { Cell, View } from '../view.ts'
import type { PartyProfile } from './profile.ts'
import { NETWORK_WORDS, NETWORKS, QUESTIONS } from './question.ts'

export const partyRows: View<PartyProfile> = {
  id: 'party',
  title: { zh: '主体', en: 'Party' },
  empty: { zh: '尚未建立档案。', en: 'The profile has not begun.' },
  columns: [
    { key: 'since', kind: 'day', zh: '开始运营', en: 'Since' },
    { key: 'unit', kind: 'yes-no', zh: '单位', en: 'Organisation' },
  ],
  rows: ({ begun }, subject) => (begun === null ? [] : [{ key: subject, cells: { ...begun } }]),
}

function shownFact(value: boolean | string): Cell {
  const network = NETWORKS.find((name) => name === value)
  if (network !== undefined) return NETWORK_WORDS[network]
  return value === true ? { zh: '是', en: 'Yes' } : { zh: '否', en: 'No' }
}

export const factRows: View<PartyProfile> = {
  id: 'facts',
  title: { zh: '主体事实', en: 'Facts' },
  empty: { zh: '还没有回答任何问题。', en: 'No question has been answered yet.' },
  columns: [
    { key: 'question', kind: 'text', zh: '问题', en: 'Question' },
    { key: 'answer', kind: 'text', zh: '回答', en: 'Answer', filter: true },
    { key: 'since', kind: 'moment', zh: '自', en: 'Since' },
    { key: 'reason', kind: 'text', zh: '依据', en: 'Grounds' },
  ],
  rows: ({ facts }) =>
    QUESTIONS.flatMap(({ fact, zh, en }) => {
      const known = facts[fact]
      return known === undefined
        ? []
        : [{ key: fact, cells: { question: { zh, en }, answer: shownFact(known.value), since: known.since, reason: known.reason } }]
    }),
}

const ANSWERS = { holds: { zh: '是', en: 'Yes' }, fails: { zh: '否', en: 'No' }, unknown: { zh: '待查明', en: 'Not known' } }

export const roleRows: View<PartyProfile> = {
  id: 'roles',
  title: { zh: '角色', en: 'Roles' },
  empty: { zh: '尚未判断角色。回答问题后自动得出。', en: 'No role has been judged. They follow from the answers.' },
  columns: [
    { key: 'name', kind: 'text', zh: '角色', en: 'Role' },
    { key: 'answer', kind: 'choice', options: ANSWERS, zh: '结论', en: 'Finding', filter: true },
    { key: 'cite', kind: 'text', zh: '条款', en: 'Provision' },
    { key: 'because', kind: 'list', zh: '事实', en: 'Facts' },
    { key: 'statedSince', kind: 'moment', zh: '登记自', en: 'Recorded since' },
    { key: 'statedUntil', kind: 'moment', zh: '登记至', en: 'Recorded until' },
    { key: 'reason', kind: 'text', zh: '登记理由', en: 'Reason recorded' },
  ],
  rows: ({ roles }) =>
    ROLES.flatMap((role) => {
      const state = roles[role]
      if (state === undefined) return []
      const { found, stated } = state
      return [
        {
          key: role,
          cells: {
            name: ROLE_NAMES[role],
            answer: found?.answer ?? null,
            cite: found?.cite ?? null,
            because: found?.facts ?? [],
            statedSince: stated?.since ?? null,
            statedUntil: stated?.until ?? null,
            reason: stated?.reason ?? null,
          },
        },
      ]
    }),
}

export const parameterRows: View<PartyProfile> = {
  id: 'parameters',
  title: { zh: '自定期限', en: 'Own terms' },
  empty: { zh: '没有自定期限。', en: 'No term of your own is set.' },
  columns: [
    { key: 'parameter', kind: 'text', zh: '名称', en: 'Name' },
    { key: 'term', kind: 'text', zh: '期限', en: 'Term' },
    { key: 'reason', kind: 'text', zh: '理由', en: 'Reason' },
  ],
  rows: ({ parameters }) => Object.entries(parameters).map(([parameter, { term, reason }]) => ({ key: parameter, cells: { parameter, term, reason } })),
}
