import type { Text } from '#law/text.ts'
import type { DocumentField, DocumentKind, DocumentSection, DocumentValue } from '../document.ts'
import type { Source } from '../source.ts'
import { BACKUP_WORDS, CAPACITY_WORDS, CATEGORY_WORDS, CHANNEL_WORDS, COMPARED_WORDS, MEANS_WORDS, METHOD_WORDS, type Category } from './field.ts'
import { CLAIM_WORDS, GROUND_WORDS, KIND_WORDS, REMEDIES, ruleOf } from './ground.ts'
import { keptOnly, outcomeOf, type Outcome, type Rights } from './state.ts'

const PIPL_50: Source = { instrument: 'pipl-2021', article: '50' }
const PIPL_47: Source = { instrument: 'pipl-2021', article: '47' }
const DELETE: Source = { norm: 'rights.delete' }

export const OUTCOME_WORDS = {
  granted: { zh: '同意', en: 'Granted' },
  partly: { zh: '部分同意', en: 'Granted in part' },
  refused: { zh: '拒绝', en: 'Refused' },
} satisfies Record<Outcome, Text>

const told = (label: Text, value: DocumentValue, source: Source | null, personal = false): DocumentField => ({
  label,
  value,
  source,
  required: !personal,
  personal,
})
const wordsOf = (categories: readonly Category[]): readonly Text[] => categories.map((category) => CATEGORY_WORDS[category])

/** The person by name while we have it. */
function recipientOf({ request }: Rights): Text {
  const name = request?.requester ?? null
  return name === null ? { zh: '申请人', en: 'The person who asked' } : { zh: name, en: name }
}

function requestSection(request: NonNullable<Rights['request']>, subject: string): DocumentSection {
  const { kind, receivedAt, categories, claim } = request
  return {
    heading: { zh: '你的要求', en: 'What you asked for' },
    fields: [
      told({ zh: '编号', en: 'Number' }, subject, PIPL_50),
      told({ zh: '收到时间', en: 'Received' }, { moment: receivedAt }, DELETE),
      told({ zh: '提出方式', en: 'How it came' }, CHANNEL_WORDS[request.channel], PIPL_50),
      told({ zh: '由谁提出', en: 'Who asks' }, CAPACITY_WORDS[request.capacity], { instrument: 'pipl-2021', article: '49' }),
      told({ zh: '要求', en: 'Demand' }, KIND_WORDS[kind], PIPL_50),
      told({ zh: '涉及的信息', en: 'Which information' }, wordsOf(categories), PIPL_50),
      ...(claim === null ? [] : [told({ zh: '理由', en: 'On what ground' }, CLAIM_WORDS[claim], PIPL_47)]),
      told({ zh: '姓名或者称呼', en: 'Name' }, request.requester, PIPL_50, true),
    ],
  }
}

const acknowledgement: DocumentKind<Rights> = {
  id: 'rights-acknowledgement',
  title: { zh: '个人信息权利要求收悉通知', en: 'Acknowledgement of a request' },
  source: PIPL_50,
  draw: (state, { party, subject }) => {
    const { request, asked } = state
    if (request === null) return undefined
    return {
      title: acknowledgement.title,
      recipient: recipientOf(state),
      from: party.name,
      dated: request.receivedAt,
      source: acknowledgement.source,
      sections: [
        requestSection(request, subject),
        {
          heading: { zh: '接下来', en: 'What comes next' },
          fields: [
            told(
              { zh: '核对身份', en: 'Identity' },
              { zh: '我们只核对，不留证件复制件和号码。', en: 'We compare and give back. No copy and no number of a document is kept.' },
              { instrument: 'pipl-2021', article: '6' },
            ),
            told(
              { zh: '决定', en: 'Decision' },
              {
                zh: '我们逐类作出决定；拒绝的，写明理由和救济途径。',
                en: 'We decide on each kind of information; a refusal has its reasons and says where you can turn.',
              },
              PIPL_50,
            ),
            ...asked.map(({ asked: what, because }) => told({ zh: `请你补充：${what}`, en: `Please add: ${what}` }, because, PIPL_50)),
          ],
        },
      ],
    }
  },
}

const decision: DocumentKind<Rights> = {
  id: 'rights-decision',
  title: { zh: '个人信息权利要求处理决定', en: 'Decision on a request' },
  source: PIPL_50,
  draw: (state, { party, subject }) => {
    const { request, decision: made, identity, finding } = state
    if (request === null || made === null) return undefined
    const { granted, refused } = made
    return {
      title: decision.title,
      recipient: recipientOf(state),
      from: party.name,
      dated: made.on,
      source: decision.source,
      sections: [
        requestSection(request, subject),
        {
          heading: { zh: '决定', en: 'Decision' },
          fields: [
            told({ zh: '结果', en: 'Outcome' }, OUTCOME_WORDS[outcomeOf(made)], PIPL_50),
            ...(granted.length === 0 ? [] : [told({ zh: '同意办理', en: 'Granted' }, wordsOf(granted), PIPL_50)]),
            ...(identity === null
              ? []
              : [
                  told({ zh: '身份核对', en: 'Identity check' }, [MEANS_WORDS[identity.means], ...identity.compared.map((what) => COMPARED_WORDS[what])], {
                    instrument: 'gbt-35273-2020',
                    article: '8.7',
                  }),
                ]),
            ...(finding === null
              ? []
              : [told({ zh: '核实情况', en: 'What was found' }, finding.because, request.kind === 'deletion' ? DELETE : { norm: 'rights.correct' })]),
          ],
        },
        ...refused.map(({ category, ground, reason, provision }): DocumentSection => {
          const rule = ruleOf(ground)
          return {
            heading: { zh: `不予办理：${CATEGORY_WORDS[category].zh}`, en: `Refused: ${CATEGORY_WORDS[category].en}` },
            fields: [
              told({ zh: '理由', en: 'Ground' }, GROUND_WORDS[ground], rule.source),
              told({ zh: '说明', en: 'Reasons' }, reason, PIPL_50),
              ...(rule.needsProvision ? [told({ zh: '依据', en: 'Provision' }, provision ?? null, rule.source)] : []),
              ...(rule.restricts
                ? [
                    told(
                      { zh: '保留期间', en: 'While we keep it' },
                      { zh: '除存储和采取必要的安全保护措施外，停止处理。', en: 'It is stored and secured, and not handled in any other way.' },
                      PIPL_47,
                    ),
                  ]
                : []),
            ],
          }
        }),
        {
          heading: { zh: '你可以', en: 'What you can do' },
          fields: [
            ...(refused.length === 0
              ? []
              : REMEDIES.map(({ source, ...words }, place) => told({ zh: `途径${place + 1}`, en: `Way ${place + 1}` }, words, source))),
            told({ zh: '联系方式', en: 'Contact' }, made.remedyContact, { norm: 'complaint.establish' }),
          ],
        },
      ],
    }
  },
}

const proof: DocumentKind<Rights> = {
  id: 'rights-proof',
  title: { zh: '个人信息删除、更正办理证明', en: 'Proof of execution' },
  source: DELETE,
  draw: (state, { party, subject }) => {
    const { request, executions, done, restricted, told: notices, erasures, closed } = state
    if (request === null || done === null) return undefined
    return {
      title: proof.title,
      recipient: recipientOf(state),
      from: party.name,
      dated: closed?.on ?? done,
      source: proof.source,
      sections: [
        requestSection(request, subject),
        ...executions.map(({ on, categories, places, method: how, backups: copies, proof: records }): DocumentSection => ({
          heading: KIND_WORDS[request.kind],
          fields: [
            told({ zh: '时间', en: 'When' }, { moment: on }, DELETE),
            told({ zh: '信息', en: 'Information' }, wordsOf(categories), DELETE),
            told({ zh: '位置', en: 'Where' }, places, DELETE),
            ...(how === null ? [] : [told({ zh: '方式', en: 'How' }, METHOD_WORDS[how], { instrument: 'gbt-35273-2020', article: '8.3' })]),
            ...(copies === null ? [] : [told({ zh: '备份', en: 'Backups' }, BACKUP_WORDS[copies], DELETE)]),
            ...(records.length === 0 ? [] : [told({ zh: '执行记录（SHA-256）', en: 'Records (SHA-256)' }, records, DELETE)]),
          ],
        })),
        ...(keptOnly(state).length === 0
          ? []
          : [
              {
                heading: { zh: '依法保留的信息', en: 'What is kept by law' },
                fields: [
                  told({ zh: '信息', en: 'Information' }, wordsOf(keptOnly(state)), PIPL_47),
                  told({ zh: '已停止的处理', en: 'Handling that has stopped' }, restricted?.restriction ?? null, PIPL_47),
                ],
              },
            ]),
        {
          heading: { zh: '其他', en: 'Besides' },
          fields: [
            ...notices.map(({ names }) => told({ zh: '已通知的接收方', en: 'Recipients told' }, names, { instrument: 'gbt-35273-2020', article: '8.3' })),
            ...erasures.map(({ entries, provision }) =>
              told(
                { zh: '我们的记录中清除个人信息的条目', en: 'Entries of our own journal whose personal content was ordered to be erased' },
                [...entries, { zh: `依据：${provision}`, en: `under ${provision}` }],
                DELETE,
              ),
            ),
            told({ zh: '办结时间', en: 'Done' }, { moment: done }, DELETE),
          ],
        },
      ],
    }
  },
}

export const documents: readonly DocumentKind<Rights>[] = [acknowledgement, decision, proof]
