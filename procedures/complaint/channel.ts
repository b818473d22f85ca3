import { z } from 'zod'
import { OPERATORS, type Access } from '../access.ts'
import { command } from '../command.ts'
import type { Context } from '../context.ts'
import { accept, type Decision } from '../decision.ts'
import { filledSections, type DocumentKind } from '../document.ts'
import { event, type Entry } from '../event.ts'
import { field } from '../field.ts'
import { Moment } from '../moment.ts'
import { procedure } from '../procedure.ts'
import { refuser, type RefusalTable } from '../refusal.ts'
import type { Step } from '../step.ts'
import type { View } from '../view.ts'
import { Line, Paragraph } from './field.ts'

const ESTABLISH = { norm: 'complaint.establish' }

const rules = field(Line, { zh: '投诉举报制度名称和版本', en: 'Rules on complaints: name and version', source: ESTABLISH })
const ways = field(z.array(Line).min(1).max(20), {
  zh: '投诉举报方式',
  en: 'Ways to complain',
  help: { zh: '网页、电话、邮箱、地址，每行一种。', en: 'Web page, telephone, e-mail, address: one a line.' },
  source: ESTABLISH,
  widget: 'list',
})
const publishedAt = field(Line, {
  zh: '在哪里公布',
  en: 'Where it is published',
  source: { instrument: 'network-data-2025', article: '20' },
})
const gap = field(Paragraph, { zh: '缺失情况', en: 'What is missing', source: ESTABLISH, widget: 'long-text' })

const Establish = command(
  'establish',
  { zh: '建立制度并公布方式', en: 'Establish and publish the channel', opens: true, outward: true },
  { on: field(Moment, { zh: '公布时间', en: 'Published on', source: ESTABLISH }), rules, ways, publishedAt },
)
const FindGap = command(
  'find-gap',
  { zh: '记录制度或者方式缺失', en: 'Record that the channel is missing', opens: true },
  { on: field(Moment, { zh: '发现时间', en: 'Found at', source: ESTABLISH }), gap },
)
const Command = z.discriminatedUnion('type', [Establish, FindGap])
type Command = z.infer<typeof Command>

const Established = event(
  'complaint.system-established',
  { of: 'party', zh: '建立投诉举报制度', en: 'Complaint system established' },
  {},
  { rules, ways, publishedAt },
)
const GapFound = event('complaint.system-gap-found', { of: 'party', zh: '发现投诉举报制度缺失', en: 'Complaint system found missing' }, {}, { gap })
const Event = z.discriminatedUnion('kind', [Established, GapFound])
type Event = z.infer<typeof Event>

interface Channel {
  readonly ref: string
  readonly since: Moment
  readonly content: z.infer<typeof Established>['detail']
}

/** How the public reaches a party, the present way last. */
interface Channels {
  readonly channels: readonly Channel[]
  /** When it was found missing, while that has not been mended. */
  readonly missingSince: Moment | null
}

const refusals = {
  'complaint-channel.later-than-now': {
    sort: 'conflict',
    zh: '所填时间 {on} 尚未到来。公布以后再登记。',
    en: 'The time given, {on}, has not come yet. Record it once it is published.',
  },
} as const satisfies RefusalTable
const refuse = refuser(refusals)

function evolve(state: Channels, event: Event, { ref }: Pick<Entry<Event>, 'ref'>): Channels {
  switch (event.kind) {
    case 'complaint.system-established':
      return { channels: [...state.channels, { ref, since: event.occurred, content: event.detail }], missingSince: null }
    case 'complaint.system-gap-found':
      return { ...state, missingSince: event.occurred }
  }
}

function decide(command: Command, { missingSince }: Channels, { at }: Context): Decision<Event> {
  if (command.on > at) return refuse('complaint-channel.later-than-now', { on: command.on })
  switch (command.type) {
    case 'establish': {
      const { type: _, on, ...detail } = command
      return accept({ kind: 'complaint.system-established', occurred: on, facts: {}, detail })
    }
    case 'find-gap':
      return missingSince === null ? accept({ kind: 'complaint.system-gap-found', occurred: command.on, facts: {}, detail: { gap: command.gap } }) : accept()
  }
}

function steps({ channels, missingSince }: Channels): readonly Step[] {
  const present = missingSince === null ? channels.at(-1) : undefined
  return [
    {
      id: 'established',
      title: { zh: '公布投诉举报方式', en: 'Channel published' },
      state: present === undefined ? 'now' : 'done',
      at: present?.since ?? null,
      norms: ['complaint.establish'],
      command: 'establish',
    },
  ]
}

const channelView: View<Channels> = {
  id: 'complaint-channels',
  title: { zh: '投诉举报方式', en: 'Ways to complain' },
  empty: { zh: '还没有公布投诉举报方式。先制定制度并公布。', en: 'No way to complain has been published. Adopt rules and publish one.' },
  columns: [
    { key: 'rules', kind: 'text', zh: '制度', en: 'Rules' },
    { key: 'ways', kind: 'list', zh: '方式', en: 'Ways' },
    { key: 'publishedAt', kind: 'text', zh: '公布处', en: 'Published at' },
    { key: 'since', kind: 'moment', zh: '自', en: 'Since' },
    { key: 'present', kind: 'yes-no', zh: '现行', en: 'Present', filter: true },
  ],
  rows: ({ channels, missingSince }, subject) =>
    channels.map(({ ref, since, content: { rules: called, ways: given, publishedAt: where } }, place) => ({
      key: `${subject}/${ref}`,
      cells: { rules: called, ways: given, publishedAt: where, since, present: missingSince === null && place === channels.length - 1 },
    })),
}

/** What the public is told. */
const notice: DocumentKind<Channels> = {
  id: 'complaint-notice',
  title: { zh: '网络信息安全投诉、举报方式公告', en: 'How to complain about network information security' },
  source: ESTABLISH,
  draw: ({ channels }, { party }) => {
    const present = channels.at(-1)
    if (present === undefined) return undefined
    return {
      title: notice.title,
      recipient: { zh: '社会公众', en: 'The public' },
      from: party.name,
      dated: present.since,
      source: notice.source,
      sections: filledSections([{ heading: { zh: '公告', en: 'Notice' }, schema: Establish, values: { ...present.content, on: present.since } }]),
    }
  },
}

/** The system of complaints itself, which an operator owes once: rules, and a published way to use them. */
export const complaintChannel = procedure({
  id: 'complaint-channel',
  title: { zh: '投诉举报制度', en: 'Complaint system' },
  about: { zh: '建立网络信息安全投诉、举报制度，公布投诉、举报方式。', en: 'Set up the complaint system and publish how to use it.' },
  of: 'party',
  parties: ['operator', 'provider', 'department', 'service-institution', 'industry-organisation'],
  command: Command,
  event: Event,
  lifts: {},
  initial: { channels: [], missingSince: null },
  evolve,
  decide,
  access: {
    establish: ['compliance-officer', 'responsible-manager', 'department-head'],
    'find-gap': [...OPERATORS, 'auditor', 'department-head'],
    correct: [...OPERATORS, 'department-head'],
    withdraw: [...OPERATORS, 'department-head'],
  } satisfies Access<Command['type'] | 'correct' | 'withdraw'>,
  refusals,
  views: [channelView],
  steps,
  documents: [notice],
  letters: [],
  send: () => [],
  receives: [],
  serves: [],
  settles: [{ norm: 'complaint.establish', command: 'establish' }],
})
