import { randomBytes, randomUUID } from 'node:crypto'
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { z } from 'zod'
import { Party } from '#journal/party.ts'
import { lockTree } from '#journal/recorder.ts'
import type { Sql } from '#journal/sql.ts'
import type { Refused } from '#procedures/refusal.ts'
import type { Office } from '../office.ts'
import { readParty } from '../party.ts'
import { charge, doorsOf, forgive } from './attempt.ts'
import { digestOf, type Bearing } from './bearing.ts'
import { accessKeyOf } from './key.ts'
import type { Doing } from './people.ts'
import type { RelyingParty } from './reception.ts'
import { noteAccess } from './record.ts'
import { accessRefusal } from './refusal.ts'
import { prove, type Signed } from './self.ts'
import { openSession } from './session.ts'
import { endBefore, within, type Failed, type Origin, type SignedIn } from './sign-in.ts'

/** Read at first use: it takes long to load, and many installations have no passkeys. */
const webAuthn = () => import('@simplewebauthn/server')

/** How long an authenticator has to answer, in milliseconds. */
export const ANSWER = 5 * 60_000
/** EdDSA, ES256 and RS256 (COSE): what authenticators have. */
const ALGORITHMS = [-8, -7, -257]

const base64url = (most: number) =>
  z
    .string()
    .regex(/^[A-Za-z0-9_-]+$/)
    .max(most)
const credential = { id: base64url(1400), rawId: base64url(1400), type: z.literal('public-key') }

/** What a browser’s `create` answers (WebAuthn, RegistrationResponseJSON); what else it says is not looked at. */
export const Registration = z.object({
  ...credential,
  response: z.object({
    clientDataJSON: base64url(4000),
    attestationObject: base64url(20_000),
    transports: z.array(z.string().max(20)).max(10).optional(),
  }),
})
/** What a browser’s `get` answers (AuthenticationResponseJSON). Without the handle it is not told whose it is. */
export const Assertion = z.object({
  ...credential,
  response: z.object({ clientDataJSON: base64url(4000), authenticatorData: base64url(4000), signature: base64url(4000), userHandle: base64url(100) }),
})

const ClientData = z.object({ challenge: z.string().max(200), crossOrigin: z.boolean().optional() })

/** The digest of the challenge that was signed; nothing for what is none, or was signed inside a page of another site. */
function challengeOf({ clientDataJSON }: { readonly clientDataJSON: string }): Buffer | undefined {
  try {
    const { data } = ClientData.safeParse(JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString()))
    return data === undefined || data.crossOrigin === true ? undefined : digestOf(data.challenge)
  } catch {
    return undefined // not JSON
  }
}

interface Challenged {
  readonly person: string
  readonly session: string
}

async function keepChallenge(sql: Sql, party: Party, now: number, whose?: Challenged): Promise<Uint8Array<ArrayBuffer>> {
  const challenge = Uint8Array.from(randomBytes(32))
  await sql.query({ text: 'delete from office.passkey_challenge where party = $1 and expires <= $2', values: [party, now] })
  await sql.query({
    text: 'insert into office.passkey_challenge (party, digest, person, session, expires) values ($1, $2, $3, $4, $5)',
    values: [party, digestOf(Buffer.from(challenge).toString('base64url')), whose?.person ?? null, whose?.session ?? null, now + ANSWER],
  })
  return challenge
}

/** Takes a challenge, once: whatever becomes of the answer, it is over. */
async function takeChallenge(sql: Sql, party: Party, digest: Buffer, now: number, whose?: Challenged): Promise<boolean> {
  const { rowCount } = await sql.query({
    text: `delete from office.passkey_challenge where party = $1 and digest = $2 and expires > $3
              and person is not distinct from $4::uuid and session is not distinct from $5::uuid`,
    values: [party, digest, now, whose?.person ?? null, whose?.session ?? null],
  })
  return rowCount === 1
}

const bytesOf = (uuid: string): Buffer => Buffer.from(uuid.replaceAll('-', ''), 'hex')
const uuidOf = (bytes: Buffer): string => bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

/** What an authenticator keeps beside the key: whose it is, so that nobody types an account. It names nobody. */
const handleOf = (party: Party, person: string): Uint8Array<ArrayBuffer> => Uint8Array.from(Buffer.concat([bytesOf(party), bytesOf(person)]))

function readHandle(text: string): { readonly party: Party; readonly person: string } | undefined {
  const bytes = Buffer.from(text, 'base64url')
  const party = bytes.length === 32 ? Party.safeParse(uuidOf(bytes.subarray(0, 16))).data : undefined
  return party === undefined ? undefined : { party, person: uuidOf(bytes.subarray(16)) }
}

/** Begins to register a passkey, for whoever shows the password once more. */
export async function beginPasskey(
  office: Office,
  signed: Signed,
  password: string,
  relying: RelyingParty,
  origin: Origin,
): Promise<{ readonly kind: 'registering'; readonly options: PublicKeyCredentialCreationOptionsJSON } | Failed | Refused> {
  const proved = await prove(office, signed, password, origin)
  if (proved.kind !== 'right') return proved
  const { id, person, session } = signed
  const { generateRegistrationOptions } = await webAuthn()
  return within(office, id, async (sql, now) => {
    const { rows } = await sql.query<{ credential: Buffer; transports: string[] }>({
      text: 'select credential, transports from office.passkey where party = $1 and person = $2',
      values: [id, person.person],
    })
    const options = await generateRegistrationOptions({
      rpName: '责任簿 Dutybook',
      rpID: relying.id,
      userName: proved.account.account,
      userDisplayName: person.name,
      userID: handleOf(id, person.person),
      challenge: await keepChallenge(sql, id, now, { person: person.person, session }),
      timeout: ANSWER,
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
      supportedAlgorithmIDs: ALGORITHMS,
      excludeCredentials: rows.map(({ credential, transports }) => ({ id: credential.toString('base64url'), transports })),
    })
    return { kind: 'registering', options }
  })
}

export interface Passkey {
  readonly passkey: string
  readonly name: string
  readonly created: number
  readonly used: number | null
}

/** Registers the passkey that answers the challenge of this session. */
export async function addPasskey(
  office: Office,
  { id, person: { person }, session }: Signed,
  { name, credential: answer }: { readonly name: string; readonly credential: z.infer<typeof Registration> },
  relying: RelyingParty,
): Promise<({ readonly kind: 'added' } & Passkey) | Refused> {
  const digest = challengeOf(answer.response)
  if (digest === undefined) return accessRefusal('access.passkey-wrong')
  const { verifyRegistrationResponse } = await webAuthn()
  const { transports = [], ...response } = answer.response
  return within(office, id, async (sql, now) => {
    if (!(await takeChallenge(sql, id, digest, now, { person, session }))) return accessRefusal('access.passkey-wrong')
    // Whatever it throws, the answer is not what it has to be: nothing else goes in.
    const verified = await verifyRegistrationResponse({
      response: { ...answer, response, clientExtensionResults: {} },
      expectedChallenge: () => true, // taken above
      expectedOrigin: relying.origin,
      expectedRPID: relying.id,
      requireUserVerification: true,
      supportedAlgorithmIDs: ALGORITHMS,
    }).catch(() => undefined)
    if (verified?.verified !== true) return accessRefusal('access.passkey-wrong')
    const { id: key, publicKey, counter } = verified.registrationInfo.credential
    const passkey = randomUUID()
    const { rowCount } = await sql.query({
      text: `insert into office.passkey (party, passkey, person, name, credential, public_key, counter, transports, created)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (party, credential) do nothing`,
      values: [id, passkey, person, name, Buffer.from(key, 'base64url'), Buffer.from(publicKey), counter, transports, now],
    })
    if (rowCount !== 1) return accessRefusal('access.passkey-known')
    await noteAccess(sql, id, office.database.secrets.master, now, { kind: 'access.passkey-added', person, passkey })
    return { kind: 'added', passkey, name, created: now, used: null }
  })
}

const Listed = z.object({ passkey: z.string(), name: z.string(), created: z.number(), used: z.number().nullable() })

/** A person’s passkeys, the newest first. */
export async function passkeysOf(sql: Sql, party: Party, person: string): Promise<readonly Passkey[]> {
  const { rows } = await sql.query({
    text: 'select passkey, name, created, used from office.passkey where party = $1 and person = $2 order by created desc, passkey',
    values: [party, person],
  })
  return rows.map((row) => Listed.parse(row))
}

/** False where there is none to remove. */
export function removePasskey(office: Office, { id, person: { person } }: Doing, passkey: string): Promise<boolean> {
  return within(office, id, async (sql, now) => {
    const { rowCount } = await sql.query({
      text: 'delete from office.passkey where party = $1 and passkey = $2 and person = $3',
      values: [id, passkey, person],
    })
    if (rowCount !== 1) return false
    await noteAccess(sql, id, office.database.secrets.master, now, { kind: 'access.passkey-removed', person, passkey })
    return true
  })
}

/** What an authenticator has to sign to sign somebody in. Of a party that is not there the answer looks the same, and opens nothing. */
export async function askPasskey(office: Office, sent: string, relying: RelyingParty): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const party = Party.safeParse(sent).data
  const { generateAuthenticationOptions } = await webAuthn()
  const challenge =
    party === undefined
      ? undefined
      : await within(office, party, async (sql, now) => ((await readParty(sql, party)) === undefined ? undefined : keepChallenge(sql, party, now)))
  return generateAuthenticationOptions({ rpID: relying.id, timeout: ANSWER, userVerification: 'required', ...(challenge === undefined ? {} : { challenge }) })
}

const Row = z.object({
  passkey: z.string(),
  person: z.string(),
  credential: z.instanceof(Buffer),
  publicKey: z.instanceof(Buffer),
  counter: z.number(),
  active: z.boolean(),
})

/** Signs in with a passkey: the device is one factor, and its own check of who holds it (PIN, finger, face) the other. */
export async function signInByPasskey(
  office: Office,
  answer: z.infer<typeof Assertion>,
  relying: RelyingParty,
  origin: Origin,
  before?: Bearing,
): Promise<SignedIn> {
  const whose = readHandle(answer.response.userHandle)
  const digest = challengeOf(answer.response)
  if (whose === undefined || digest === undefined) return { kind: 'failed' }
  const { verifyAuthenticationResponse } = await webAuthn()
  const { master } = office.database.secrets
  const { party } = whose
  return within(office, party, async (sql, now) => {
    if ((await readParty(sql, party)) === undefined) return { kind: 'failed' }
    const { address } = doorsOf(await accessKeyOf(sql, master, party, now), { account: '', address: origin.address })
    const charged = await charge(sql, party, { address }, now)
    if (charged.kind === 'locked') {
      if (charged.now) await noteAccess(sql, party, master, now, { kind: 'access.locked', person: null, until: charged.until })
      return charged
    }
    await lockTree(sql, party)
    const asked = await takeChallenge(sql, party, digest, now)
    const { rows } = await sql.query({
      text: `select k.passkey, k.person, k.credential, k.public_key as "publicKey", k.counter, p.active
               from office.passkey k join office.person p on p.party = k.party and p.person = k.person where k.party = $1 and k.credential = $2`,
      values: [party, Buffer.from(answer.id, 'base64url')],
    })
    const known = rows[0] === undefined ? undefined : Row.parse(rows[0])
    const fail = async (why: object = {}): Promise<SignedIn> => {
      await noteAccess(sql, party, master, now, { kind: 'access.sign-in-failed', person: known?.person ?? null, step: 'passkey', ...why })
      return { kind: 'failed' }
    }
    if (!asked || known?.active !== true || known.person !== whose.person) return fail()
    // Whatever it throws, the answer is not what it has to be: nothing else goes in. The counter is looked at below, once the signature is known to be good.
    const verified = await verifyAuthenticationResponse({
      response: { ...answer, clientExtensionResults: {} },
      expectedChallenge: () => true, // taken above
      expectedOrigin: relying.origin,
      expectedRPID: relying.id,
      requireUserVerification: true,
      credential: { id: answer.id, publicKey: Uint8Array.from(known.publicKey), counter: 0 },
    }).catch(() => undefined)
    if (verified?.verified !== true) return fail()
    const { newCounter: counter } = verified.authenticationInfo
    const { passkey, person } = known
    // One that counts and does not go up is one of two copies.
    if ((counter > 0 || known.counter > 0) && counter <= known.counter) return fail({ passkey, why: 'counter' })
    await sql.query({ text: 'update office.passkey set counter = $3, used = $4 where party = $1 and passkey = $2', values: [party, passkey, counter, now] })
    await forgive(sql, party, { address }, { whole: false })
    if (before !== undefined && before.party === party) await endBefore(sql, before, now)
    const session = await openSession(sql, party, person, { now, whole: true, agent: origin.agent })
    await noteAccess(sql, party, master, now, { kind: 'access.signed-in', person, session: session.session, by: 'passkey', passkey })
    return { kind: 'signed-in', person, session }
  })
}
