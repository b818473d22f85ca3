import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import type { Party } from '#journal/party.ts'
import type { Sql } from '#journal/sql.ts'
import { openSecret, sealSecret, type AccessKey } from '../access/key.ts'
import { instant } from '#law/instant.ts'
import { momentOf } from '#procedures/moment.ts'
import type { NewWebhook, Webhook } from '../contract/notice.ts'

/** Those that a party has at once: each is called for every notice. */
export const MOST_WEBHOOKS = 10

const SECRET = 32 // bytes
const PREFIX = 'whsec_'

export async function createWebhook(
  sql: Sql,
  party: Party,
  { url, key, now }: { readonly url: string; readonly key: AccessKey; readonly now: number },
): Promise<NewWebhook> {
  const webhook = randomUUID()
  const secret = randomBytes(SECRET)
  await sql.query({
    text: 'insert into office.webhook (party, webhook, url, secret, created) values ($1, $2, $3, $4, $5)',
    values: [party, webhook, url, sealSecret(key, 'webhook', webhook, secret), now],
  })
  return { webhook, url, created: momentOf(instant(now)), secret: `${PREFIX}${secret.toString('base64')}` }
}

/** Those in use, the oldest first. */
export async function webhooksOf(sql: Sql, party: Party): Promise<readonly Webhook[]> {
  const { rows } = await sql.query<{ webhook: string; url: string; created: number }>({
    name: 'webhooks',
    text: 'select webhook, url, created from office.webhook where party = $1 and ended is null order by created, webhook',
    values: [party],
  })
  return rows.map(({ created, ...webhook }) => ({ ...webhook, created: momentOf(instant(created)) }))
}

/** What is under way to it is not tried again. */
export async function endWebhook(sql: Sql, party: Party, webhook: string, now: number): Promise<boolean> {
  const { rowCount } = await sql.query({
    text: 'update office.webhook set ended = $3 where party = $1 and webhook = $2 and ended is null',
    values: [party, webhook, now],
  })
  return rowCount === 1
}

/** Where a webhook is, and what signs for it; nothing where it has ended. */
export async function webhookToCall(
  sql: Sql,
  party: Party,
  webhook: string,
  key: AccessKey,
): Promise<{ readonly url: string; readonly secret: Uint8Array } | undefined> {
  const { rows } = await sql.query<{ url: string; secret: Buffer }>({
    text: 'select url, secret from office.webhook where party = $1 and webhook = $2 and ended is null',
    values: [party, webhook],
  })
  const found = rows[0]
  return found === undefined ? undefined : { url: found.url, secret: openSecret(key, 'webhook', webhook, found.secret) }
}

/**
 * The headers of Standard Webhooks 1.0: the id stays the same at every attempt, the time is that of the attempt in seconds, and the signature is HMAC-SHA-256
 * over id, time and body. A receiver that compares the time with its own clock takes no call that somebody has kept.
 */
export function signedHeaders(
  { id, body, now }: { readonly id: string; readonly body: string; readonly now: number },
  secret: Uint8Array,
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1000))
  const signature = createHmac('sha256', secret).update(`${id}.${timestamp}.${body}`).digest('base64')
  return { 'content-type': 'application/json', 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` }
}
