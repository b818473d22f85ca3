import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Whether a call is ours.
 * @param {Readonly<Record<string, string | undefined>>} headers in lower case
 * @param {string} body exactly as it came
 * @param {string} secret as it was shown once (whsec_…)
 * @param {number} now milliseconds
 */
export function isOurs(headers, body, secret, now = Date.now()) {
  const id = headers['webhook-id']
  const time = headers['webhook-timestamp']
  if (Math.abs(now / 1000 - Number(time)) > 300) return false // an old call, sent again by somebody else
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const expected = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest()
  return (headers['webhook-signature'] ?? '')
    .split(' ')
    .map((each) => Buffer.from(each.replace(/^v1,/, ''), 'base64'))
    .some((given) => given.length === expected.length && timingSafeEqual(given, expected))
}
