import { z } from 'zod'
import { Text } from '#law/text.ts'
import { PERSON_ROLES } from '#procedures/access.ts'
import { LEVELS, PARTY_KINDS, REMITS } from '#procedures/party.ts'
import { At, list, type Operation } from './operation.ts'

const name = z.string().trim().min(1).max(200)
const region = z.string().regex(/^\d{6}$/, 'a region is a code of GB/T 2260: six digits')
const card = { zh: name, en: name, region }

/** A party as it is registered. */
export const PartyCard = z.union([
  z.strictObject({ ...card, kind: z.enum(PARTY_KINDS).exclude(['department', 'public']) }),
  z.strictObject({ ...card, kind: z.literal('department'), remit: z.enum(REMITS), level: z.enum(LEVELS) }),
])
export type PartyCard = z.infer<typeof PartyCard>

/** A further party of the installation, and whom its first administrator is to be. */
export const RegistrationForm = z.strictObject({
  party: PartyCard,
  name,
  account: z.string().max(200),
  /** What else the first administrator does in the party. The other two administrators’ powers are never among it. */
  also: z.array(z.enum(PERSON_ROLES)).max(10).optional(),
})
export type RegistrationForm = z.infer<typeof RegistrationForm>

export const Parties = z.strictObject({
  parties: list(
    z.strictObject({
      party: z.uuid(),
      kind: z.enum(PARTY_KINDS),
      name: Text,
      region: z.string(),
      remit: z.enum(REMITS).nullable(),
      level: z.enum(LEVELS).nullable(),
    }),
  ),
  /** Whether whoever asks may register a further one. */
  registers: z.boolean(),
})
export type Parties = z.infer<typeof Parties>

export const RegisteredParty = z.strictObject({
  party: z.uuid(),
  person: z.uuid(),
  account: z.string(),
  /** For the link, shown once. */
  text: z.string(),
  expires: At,
})

export const partyOperations = {
  parties: {
    method: 'get',
    path: '/api/parties',
    summary: { zh: '本系统上的主体', en: 'the parties of this installation, by their names' },
    who: 'signed-in',
    answer: { words: 'Cards of parties', schema: Parties },
    refusals: {},
  },
  registerParty: {
    method: 'post',
    path: '/api/parties',
    summary: { zh: '登记又一主体及其首位管理员', en: 'register a further party with its first administrator' },
    about: 'For the system administrator of the party that set the installation up.',
    who: 'signed-in',
    body: RegistrationForm,
    answer: { words: 'Registered; the link of its administrator, shown once', status: 201, schema: RegisteredParty },
    refusals: { 403: 'Not for this person', 409: 'The name is taken, or a role is not of such a party', 422: 'One person may not hold these roles together' },
  },
} as const satisfies Readonly<Record<string, Operation>>
