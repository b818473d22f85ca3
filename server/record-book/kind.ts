import { ERASED } from '#journal/erased.ts'
import type { Text } from '#law/text.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import { FILE_STORED } from '../file/file.ts'
import { WRITTEN } from '../letter/envelope.ts'
import { PERSONAL } from '../record.ts'

/** What a party's journal holds besides the events of its procedures. Nothing of the kind is recorded without words here. */
const KINDS = {
  'access.signed-in': { zh: '登录', en: 'Signed in' },
  'access.sign-in-failed': { zh: '登录失败', en: 'Sign-in failed' },
  'access.locked': { zh: '账号因多次失败被锁定', en: 'Account locked after failures' },
  'access.unlocked': { zh: '账号解除锁定', en: 'Account unlocked' },
  'access.session-ended': { zh: '登录结束', en: 'Session ended' },
  'access.password-changed': { zh: '修改口令', en: 'Password changed' },
  'access.second-step-on': { zh: '启用动态口令', en: 'Codes switched on' },
  'access.second-step-off': { zh: '停用动态口令', en: 'Codes switched off' },
  'access.passkey-added': { zh: '登记通行密钥', en: 'Passkey added' },
  'access.passkey-removed': { zh: '移除通行密钥', en: 'Passkey removed' },
  'access.single-sign-on-set': { zh: '设置单点登录', en: 'Single sign-on set' },
  'access.single-sign-on-removed': { zh: '取消单点登录', en: 'Single sign-on removed' },
  'access.single-sign-on-linked': { zh: '关联单点登录账号', en: 'Linked to the identity provider' },
  'access.single-sign-on-unlinked': { zh: '解除单点登录关联', en: 'Unlinked from the identity provider' },
  'access.first-run': { zh: '首次建立主体和管理员', en: 'First run' },
  'access.party-registered': { zh: '登记新的主体', en: 'Further party registered' },
  'access.invited': { zh: '邀请人员', en: 'Person invited' },
  'access.invitation-used': { zh: '接受邀请', en: 'Invitation accepted' },
  'access.roles-changed': { zh: '变更岗位', en: 'Roles changed' },
  'access.deactivated': { zh: '停用人员', en: 'Person deactivated' },
  'access.reactivated': { zh: '恢复人员', en: 'Person reactivated' },
  'access.token-created': { zh: '签发接口令牌', en: 'Token issued' },
  'access.token-ended': { zh: '终止接口令牌', en: 'Token ended' },
  'access.refused': { zh: '拒绝访问', en: 'Access refused' },
  'access.personal-read': { zh: '查阅个人信息', en: 'Personal data read' },
  'correspondents.changed': { zh: '变更通信对象', en: 'Correspondents changed' },
  'journal-bundle.exported': { zh: '导出审计包', en: 'Audit bundle exported' },
  'law.imported': { zh: '导入官方文本', en: 'Official text imported' },
  'webhook.created': { zh: '添加回调地址', en: 'Webhook added' },
  'webhook.ended': { zh: '删除回调地址', en: 'Webhook removed' },
  'owner.named': { zh: '指定责任人', en: 'Owner named' },
  'owner.released': { zh: '交回岗位', en: 'Back to the role' },
  'owner.delegated': { zh: '委托', en: 'Delegated' },
  'owner.taken-back': { zh: '收回委托', en: 'Delegation taken back' },
  'owner.succeeded': { zh: '移交继任', en: 'Taken over by a successor' },
  'letter.received': { zh: '收到公文', en: 'Letter received' },
  'letter.receipted': { zh: '收到回执', en: 'Receipt received' },
  'letter.refused': { zh: '拒收公文', en: 'Letter refused' },
  'letter.sent-again': { zh: '重新投递公文', en: 'Letter sent again' },
  [WRITTEN]: { zh: '发出公文', en: 'Letter written' },
  [FILE_STORED]: { zh: '存入证据文件', en: 'Evidence file stored' },
  [PERSONAL]: { zh: '前一条的个人信息', en: 'Personal details of the entry before' },
  [ERASED]: { zh: '删除内容', en: 'Content erased' },
  'journal.loss-accepted': { zh: '确认记录丢失', en: 'Loss accepted' },
} as const satisfies Readonly<Record<string, Text>>

export type OwnKind = keyof typeof KINDS

/** The words of every kind of entry, the procedures' and our own. */
export function kindWords(catalogue: readonly CataloguedProcedure[]): ReadonlyMap<string, Text> {
  const events = catalogue.flatMap((procedure) => procedure.events.map(({ kind, title }) => [kind, title] as const))
  return new Map<string, Text>([...events, ...Object.entries(KINDS)])
}
