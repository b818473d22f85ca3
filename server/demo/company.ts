import type { Text } from '#law/text.ts'
import type { Moment } from '#procedures/moment.ts'
import { CAST, type Account } from './cast.ts'
import { did, said, type Pen, type Step } from './script.ts'
import { DATASET, LOG_SOURCE, PERSON, PLACE, PRODUCT, PROFILE, SUPPLIER, SYSTEM } from './text/company.ts'

type SystemId = keyof typeof SYSTEM

/** The systems that were there from the beginning, oldest first: id, level, and more facts of the law. */
export const SYSTEMS = [
  ['pay', 3, { important: true, collectsPersonalInformation: true }],
  ['mall', 3, { collectsPersonalInformation: true, usersPublish: true, realIdentityService: true }],
  ['member', 3, { important: true, collectsPersonalInformation: true }],
  ['risk', 3, { important: true, collectsPersonalInformation: true }],
  ['merchant', 2, { collectsPersonalInformation: true }],
  ['oms', 2, { collectsPersonalInformation: true }],
  ['pos', 2, {}],
  ['service', 2, { collectsPersonalInformation: true }],
  ['erp', 2, {}],
  ['hr', 2, { collectsPersonalInformation: true }],
  ['warehouse', 3, { important: true, collectsPersonalInformation: true }],
  ['office', 2, {}],
  ['site', 2, {}],
] as const satisfies readonly (readonly [SystemId, number, object])[]

/** Days ago on which the company opened its books here, and on which its oldest systems went into operation. */
export const OPENED = 364
export const COMMISSIONED = 400

const KEEPER: Readonly<Record<string, string>> = { pay: 'p-02', mall: 'p-04', member: 'p-04', risk: 'p-02', live: 'p-04', 'ai-guide': 'p-04' }

function profile({ ago, day, say }: Pen): readonly Step[] {
  const at = ago(OPENED, '09:00')
  const since = ago(COMMISSIONED, '00:00')
  const answer = (fact: Exclude<keyof typeof PROFILE, 'network' | 'parameter'>, holds: boolean, on: Moment = since): Step =>
    did(at, 'shen.zhiyuan', 'profile', '', { type: 'establish', fact, holds, reason: say(PROFILE[fact]), on })
  return [
    said(at, 'shen.zhiyuan', 'profile', '', { type: 'begin', since: day(COMMISSIONED), unit: true }),
    answer('withinTerritory', true),
    did(at, 'shen.zhiyuan', 'profile', '', { type: 'establish-network', network: 'civil', on: since, reason: say(PROFILE.network) }),
    answer('ownsNetwork', true),
    answer('providesNetworkService', true),
    answer('managesNetwork', false),
    answer('suppliesProducts', true),
    answer('suppliesCriticalEquipment', false),
    answer('runsAppStore', false),
    answer('certifiesOrTests', false),
    answer('designatedCii', false),
    answer('stateOrgan', false),
    answer('realIdentityService', true),
    answer('collectsPersonalInformation', true),
    answer('otherGroundOnly', false),
    answer('usersPublish', true),
    answer('runsApp', true),
    // Whether it runs a service for messages is a question that nobody has answered yet.
    said(ago(299, '17:00'), 'shen.zhiyuan', 'profile', '', {
      type: 'set-parameter',
      parameter: 'leak-inform-users',
      term: 'PT24H',
      reason: say(PROFILE.parameter),
    }),
  ]
}

function systems({ ago, day, say }: Pen): readonly Step[] {
  const enter = (at: Moment, id: SystemId, since: number, facts: object): Step => {
    const { name, purpose, place } = SYSTEM[id]
    const particulars = { purpose: say(purpose), place: say(place), keeper: KEEPER[id] ?? 'p-05' }
    return said(at, 'lu.ming', 'system', id, { type: 'enter', name, since: day(since), facts: { cii: false, ...facts }, particulars })
  }
  return [
    ...SYSTEMS.map(([id, gradedLevel, facts]) => enter(ago(OPENED, '10:00'), id, COMMISSIONED, { gradedLevel, ...facts })),
    // Gone into operation half a year ago; and one of which the level is still being decided.
    enter(ago(170, '15:20'), 'live', 170, { collectsPersonalInformation: true, usersPublish: true, realIdentityService: true }),
    enter(ago(61, '11:05'), 'ai-guide', 62, { collectsPersonalInformation: true }),
  ]
}

const PRODUCTS: readonly (readonly [id: keyof typeof PRODUCT, collects: boolean, version: string])[] = [
  ['app', true, '8.4'],
  ['mini', true, '3.1'],
  ['plugin', false, '5.2'],
  ['terminal', false, 'T2'],
]

/** Data sets: of how many persons, in which system, where. */
const DATASETS: readonly (readonly [id: keyof typeof DATASET, persons: number | undefined, system: SystemId, place: 'a' | 'b'])[] = [
  ['members', 1_260_000, 'member', 'a'],
  ['orders', 980_000, 'oms', 'b'],
  ['payments', 1_120_000, 'pay', 'a'],
  ['merchants', 8600, 'merchant', 'a'],
  ['staff', 740, 'hr', 'b'],
  ['calls', 310_000, 'service', 'b'],
  ['ledger', undefined, 'warehouse', 'b'],
]

const SUPPLIERS: readonly (readonly [id: keyof typeof SUPPLIER, reportsIncidents: boolean])[] = [
  ['cloud', true],
  ['sms', true],
  ['firewall', true],
  ['callcentre', false],
  ['tester', true],
]

function things({ ago, day, say }: Pen): readonly Step[] {
  const enter = (by: Account, procedure: string, id: string, name: Text, entered: { readonly facts: object; readonly particulars: object }): Step =>
    said(ago(OPENED, '14:00'), by, procedure, id, { type: 'enter', name, since: day(COMMISSIONED), ...entered })
  return [
    ...PRODUCTS.map(([id, collectsUserInformation, version]) =>
      enter('shen.zhiyuan', 'product', id, PRODUCT[id], {
        facts: { collectsUserInformation, supported: true, listedEquipment: false },
        particulars: { version },
      }),
    ),
    ...DATASETS.map(([id, persons, system, place]) =>
      enter('shen.zhiyuan', 'dataset', id, DATASET[id], {
        facts: { personal: persons !== undefined, important: false, domesticOrigin: true },
        particulars: { ...(persons === undefined ? {} : { persons }), system, place: say(PLACE[place]) },
      }),
    ),
    ...SUPPLIERS.map(([id, reportsIncidents]) => {
      const { name, supplies } = SUPPLIER[id]
      return enter('lu.ming', 'supplier', id, name, { facts: { purchased: true }, particulars: { supplies: say(supplies), reportsIncidents } })
    }),
  ]
}

const PEOPLE = [
  ['p-01', CAST['gu.qing'].name, 'manager', '0990-5550-0101', 'gu.qing@chenghu.example'],
  ['p-02', CAST['lu.ming'].name, 'security-head', '0990-5550-0102', 'lu.ming@chenghu.example'],
  ['p-03', CAST['shen.zhiyuan'].name, 'information-protection', '0990-5550-0103', 'shen.zhiyuan@chenghu.example'],
  ['p-04', CAST['he.chuan'].name, 'key-post', '0990-5550-0104', 'he.chuan@chenghu.example'],
  ['p-05', PERSON.suHe, 'key-post', '0990-5550-0105', 'su.he@chenghu.example'],
  ['p-06', PERSON.taoRan, 'contact', '0990-5550-0199', 'soc@chenghu.example'],
] as const

const LOG_SOURCES: readonly (readonly [id: keyof typeof LOG_SOURCE, system: SystemId, transport: string, content: string])[] = [
  ['log-pay-app', 'pay', 'otlp', 'operation'],
  ['log-pay-db', 'pay', 'syslog', 'audit'],
  ['log-mall-web', 'mall', 'syslog', 'access'],
  ['log-member-app', 'member', 'otlp', 'operation'],
  ['log-risk', 'risk', 'otlp', 'security'],
  ['log-merchant', 'merchant', 'syslog', 'access'],
  ['log-oms', 'oms', 'otlp', 'operation'],
  ['log-pos', 'pos', 'file', 'operation'],
  ['log-service', 'service', 'syslog', 'access'],
  ['log-erp', 'erp', 'syslog', 'audit'],
  ['log-hr', 'hr', 'syslog', 'audit'],
  ['log-warehouse', 'warehouse', 'syslog', 'audit'],
  ['log-office', 'office', 'syslog', 'security'],
  ['log-firewall', 'pay', 'syslog', 'security'],
]

function peopleAndLogs({ ago, day }: Pen): readonly Step[] {
  const at = ago(OPENED, '15:30')
  const since = day(COMMISSIONED)
  return [
    ...PEOPLE.map(([id, name, post, telephone, mail]) =>
      said(at, 'shen.zhiyuan', 'person', id, { type: 'enter', name, since, facts: {}, particulars: { post, telephone, mail } }),
    ),
    ...LOG_SOURCES.map(([id, system, transport, content]) =>
      said(at, 'he.chuan', 'log-source', id, { type: 'enter', name: LOG_SOURCE[id], since, facts: {}, particulars: { system, transport, content } }),
    ),
  ]
}

/** The log sources of a system. */
export const logSourcesOf = (system: string): readonly string[] => LOG_SOURCES.flatMap(([id, of]) => (of === system ? [id] : []))

/** Who the company is and what it runs. */
export function company(pen: Pen): readonly Step[] {
  return [...profile(pen), ...systems(pen), ...things(pen), ...peopleAndLogs(pen)]
}
