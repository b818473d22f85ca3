import { z } from 'zod'
import { event } from '../event.ts'
import { field, personal } from '../field.ts'
import * as of from './field.ts'

const matter = (zh: string, en: string) => ({ of: 'matter', zh, en }) as const
const text = z.string()
const person = { requester: personal(text, of.requester), contact: personal(text, of.contact), account: personal(text, of.account) }
const arrival = { capacity: of.capacity, categories: of.categories, channel: of.channel, codeDigest: of.codeDigest.nullable() }

/** The facts of a demand are as it claims them, until the claim has been looked into. */
const DeletionRequested = event(
  'rights.deletion-requested',
  matter('个人要求删除', 'Deletion requested'),
  { unlawfulHandling: z.boolean().nullable() },
  { ...person, ...arrival, claim: of.claim, statement: personal(text, of.statement) },
)
const CorrectionRequested = event(
  'rights.correction-requested',
  matter('个人要求更正', 'Correction requested'),
  { inaccurate: z.boolean().nullable() },
  { ...person, ...arrival, wrong: personal(text, of.wrong), right: personal(text, of.right) },
)
const Asked = event('rights.information-asked', matter('请申请人补充', 'More was asked of the person'), {}, { asked: of.asked, because: of.askedBecause })
const Supplemented = event('rights.supplemented', matter('申请人补充说明', 'The person added something'), {}, { statement: personal(text, of.statement) })
const IdentityChecked = event(
  'rights.identity-checked',
  matter('核对身份', 'Identity checked'),
  {},
  { means: of.means, compared: of.compared, confirmed: of.confirmed },
)
const ClaimVerified = event(
  'rights.claim-verified',
  matter('核实要求', 'Claim looked into'),
  { unlawfulHandling: z.boolean().nullable(), inaccurate: z.boolean().nullable() },
  { founded: of.founded, because: of.because },
)
const Decided = event('rights.decided', matter('作出决定', 'Decided'), {}, { granted: of.granted, refused: of.refused, remedyContact: of.remedyContact })
/** Nothing of what was asked for is granted. */
const Refused = event('rights.refused', matter('拒绝删除或者更正', 'Refused'), {}, {})
const DeletionCarriedOut = event(
  'rights.deletion-carried-out',
  matter('执行删除', 'Deletion carried out, wholly or in part'),
  {},
  { categories: of.doneCategories, places: of.places, method: of.method, backups: of.backups, proof: of.proof },
)
const CorrectionCarriedOut = event(
  'rights.correction-carried-out',
  matter('执行更正', 'Correction carried out, wholly or in part'),
  {},
  { categories: of.doneCategories, places: of.places, before: personal(text, of.before), after: personal(text, of.after), proof: of.proof },
)
/** Everything that was granted is gone, with its backups. */
const Deleted = event('rights.deleted', matter('完成删除', 'Deletion complete'), {}, {})
const Corrected = event('rights.corrected', matter('完成更正', 'Correction complete'), {}, {})
const Restricted = event('rights.handling-restricted', matter('停止其他处理', 'Other handling stopped'), {}, { restriction: of.restriction })
const RecipientsTold = event(
  'rights.recipients-told',
  matter('通知接收方', 'Recipients told'),
  {},
  { recipients: of.recipients, reference: personal(text, of.reference) },
)

/** The kind that the server acts on: it erases what the entries named say of persons, and writes down that it did. */
export const ERASURE_ORDERED = 'rights.erasure-ordered'
const Erasure = event(
  ERASURE_ORDERED,
  matter('决定清除记录中的个人信息', 'Erasure in our own journal ordered'),
  {},
  {
    entries: of.entries,
    provision: of.provision,
    because: of.erasureReason,
    by: field(z.string().min(1).max(200), { zh: '决定人（账号）', en: 'Decided by (account)' }),
  },
)
/** It cannot be corrected: what was erased stays erased. Another order names other entries. */
const ErasureOrdered = Erasure.refine(
  ({ corrects }) => corrects === null,
  '清除决定不能更正，请另行决定 / an order to erase is not corrected: order again',
).meta(Erasure.meta() ?? {})
const ProofSent = event('rights.proof-sent', matter('送达办理结果', 'Proof of execution sent'), {}, { deliveredBy: of.deliveredBy })

export const Event = z.discriminatedUnion('kind', [
  DeletionRequested,
  CorrectionRequested,
  Asked,
  Supplemented,
  IdentityChecked,
  ClaimVerified,
  Decided,
  Refused,
  DeletionCarriedOut,
  CorrectionCarriedOut,
  Deleted,
  Corrected,
  Restricted,
  RecipientsTold,
  ErasureOrdered,
  ProofSent,
])
export type Event = z.infer<typeof Event>
