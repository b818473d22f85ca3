import { z } from 'zod'
import { event } from '../event.ts'
import { field } from '../field.ts'
import { DayText } from '../moment.ts'
import { answer, reason, role, unit } from './field.ts'
import { NETWORKS } from './question.ts'

const known = z.boolean().optional()

const Begun = event(
  'profile.begun',
  { of: 'party', zh: '建立主体档案', en: 'Profile begun' },
  {},
  { since: field(DayText, { zh: '开始运营网络的日子', en: 'Day on which it began to run a network' }), unit },
)
/** One fact at a time: the others are left out. */
const FactEstablished = event(
  'profile.fact-established',
  { of: 'party', zh: '查明主体事实', en: 'A fact about the party established' },
  {
    withinTerritory: known,
    network: z.enum(NETWORKS).optional(),
    ownsNetwork: known,
    managesNetwork: known,
    providesNetworkService: known,
    suppliesProducts: known,
    suppliesCriticalEquipment: known,
    sendsMessages: known,
    runsAppStore: known,
    certifiesOrTests: known,
    designatedCii: known,
    stateOrgan: known,
    realIdentityService: known,
    collectsPersonalInformation: known,
    otherGroundOnly: known,
    usersPublish: known,
    runsApp: known,
  },
  { reason },
)
const RoleFound = event(
  'profile.role-found',
  { of: 'party', zh: '判断角色', en: 'Role judged' },
  {},
  {
    role,
    answer,
    cite: field(z.string(), { zh: '依据条款', en: 'Provision' }),
    facts: field(z.array(z.string()), { zh: '起决定作用的事实', en: 'Facts that decided' }),
  },
)
const RoleStated = event('profile.role-stated', { of: 'party', zh: '登记角色', en: 'Role recorded' }, {}, { role, reason })
const RoleEnded = event('profile.role-ended', { of: 'party', zh: '终止角色', en: 'Role ended' }, {}, { role, reason })
const ParameterSet = event(
  'profile.parameter-set',
  { of: 'party', zh: '自定期限', en: 'Own term set' },
  {},
  { parameter: field(z.string(), { zh: '期限名称', en: 'Which term' }), term: field(z.string(), { zh: '期限', en: 'Term' }), reason },
)

export const Event = z.discriminatedUnion('kind', [Begun, FactEstablished, RoleFound, RoleStated, RoleEnded, ParameterSet])
export type Event = z.infer<typeof Event>
