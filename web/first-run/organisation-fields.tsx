import { Form, Input, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import type { PersonRole } from '#procedures/access.ts'
import { LEVELS, LEVEL_WORDS, PARTY_KINDS, PARTY_KIND_WORDS, REMITS, REMIT_WORDS, type PartyKind } from '#procedures/party.ts'
import { useLanguage } from '../language.tsx'

const WORDS = {
  kind: { zh: '它是', en: 'It is' },
  zh: { zh: '中文名称', en: 'Chinese name' },
  en: { zh: '英文名称', en: 'English name' },
  region: { zh: '行政区划代码', en: 'Region code' },
  regionHelp: { zh: '六位数字（GB/T 2260），如杭州市 330100', en: 'Six digits (GB/T 2260), such as 330100 for Hangzhou' },
  regionWrong: { zh: '应为六位数字', en: 'Six digits' },
  remit: { zh: '职责', en: 'In its charge' },
  level: { zh: '层级', en: 'Level' },
  needed: { zh: '请填写', en: 'Fill this in' },
}

/** What is asked of an organisation before it has a journal. */
export interface Organisation {
  readonly kind: Exclude<PartyKind, 'public'>
  readonly zh: string
  readonly en: string
  readonly region: string
  readonly remit?: string
  readonly level?: string
}

/** The card as the server takes it: only a department has a remit and a level. */
export function cardOf({ kind, zh, en, region, remit, level }: Organisation): Organisation {
  return { kind, zh, en, region, ...(kind === 'department' && remit !== undefined && level !== undefined ? { remit, level } : {}) }
}

/** The role by which a first administrator also does what the party is there for. */
export const dutiesRole = (kind: Organisation['kind']): PersonRole => (kind === 'department' ? 'case-officer' : 'compliance-officer')

/** The fields of an organisation, inside a form whose `kind` is given. */
export function OrganisationFields({ kind }: { readonly kind: Organisation['kind'] | undefined }): ReactNode {
  const { say } = useLanguage()
  const needed = [{ required: true, message: say(WORDS.needed) }]
  const rules = [{ required: true, whitespace: true, message: say(WORDS.needed) }]
  return (
    <>
      <Form.Item name="kind" label={say(WORDS.kind)} rules={rules}>
        <Radio.Group options={PARTY_KINDS.filter((each) => each !== 'public').map((each) => ({ value: each, label: say(PARTY_KIND_WORDS[each]) }))} />
      </Form.Item>
      {kind === 'department' ? (
        <>
          <Form.Item name="remit" label={say(WORDS.remit)} rules={needed}>
            <Select options={REMITS.map((each) => ({ value: each, label: say(REMIT_WORDS[each]) }))} />
          </Form.Item>
          <Form.Item name="level" label={say(WORDS.level)} rules={needed}>
            <Radio.Group options={LEVELS.map((each) => ({ value: each, label: say(LEVEL_WORDS[each]) }))} />
          </Form.Item>
        </>
      ) : null}
      <Form.Item name="zh" label={say(WORDS.zh)} rules={rules}>
        <Input lang="zh-CN" maxLength={200} />
      </Form.Item>
      <Form.Item name="en" label={say(WORDS.en)} rules={rules}>
        <Input lang="en" maxLength={200} />
      </Form.Item>
      <Form.Item
        name="region"
        label={say(WORDS.region)}
        extra={say(WORDS.regionHelp)}
        rules={[{ required: true, pattern: /^\d{6}$/, message: say(WORDS.regionWrong) }]}
      >
        <Input inputMode="numeric" maxLength={6} />
      </Form.Item>
    </>
  )
}
