import { frameRefusals, refuser, type RefusalTable } from '#procedures/refusal.ts'

const ownerRefusals = {
  'owner.not-yours': {
    sort: 'forbidden',
    zh: '指定责任人由{roles}办理；委托与收回由责任人本人办理。',
    en: 'Owners are named by: {roles}. Delegating and taking back are also the owner’s own.',
  },
  'owner.nobody': {
    sort: 'absent',
    zh: '这项义务没有指定到人，由岗位负责。请先指定责任人。',
    en: 'Nobody holds this by name; it is with the role. Name an owner first.',
  },
  'owner.person-unknown': {
    sort: 'absent',
    zh: '没有这一人员，或已停用。请核对人员名单。',
    en: 'There is no such person, or they have left. Check the list of people.',
  },
  'owner.subject-unknown': {
    sort: 'absent',
    zh: '日志中没有编号为 {subject} 的主体、登记或事项。请核对编号。',
    en: 'The journal knows no party, register entry or matter {subject}. Check the id.',
  },
  'owner.norm-unknown': { sort: 'absent', zh: '没有规范 {norm}。请照义务清单填写。', en: 'There is no norm {norm}. Take it from the board.' },
  'owner.until-past': { sort: 'unusable', zh: '委托的截止时间已过。请填写将来的时间。', en: 'The delegation would be over already. Give an instant to come.' },
  'owner.same-person': { sort: 'conflict', zh: '不能委托给责任人本人。请另选一人。', en: 'A duty is not delegated to its own owner. Choose somebody else.' },
  'owner.not-delegated': { sort: 'conflict', zh: '这项义务没有委托给他人。', en: 'It is not delegated to anybody.' },
  'owner.successor-needed': {
    sort: 'conflict',
    zh: '此人名下还有 {count} 项：{held}。请指定接手人（successor）后再停用。',
    en: 'This person still holds {count}: {held}. Name a successor, then deactivate.',
  },
  'owner.successor-unknown': {
    sort: 'absent',
    zh: '接手人不在人员名单中、已停用，或就是本人。请另选一人。',
    en: 'The successor is not among the people, has left, or is the same person. Choose another.',
  },
} as const satisfies RefusalTable

/** A refusal with its words. */
export const ownerRefusal = refuser({ ...frameRefusals, ...ownerRefusals })
