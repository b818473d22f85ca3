import type { Party } from '#journal/party.ts'
import type { Metrics } from '../metrics.ts'
import type { Office } from '../office.ts'
import { Lookout } from './look.ts'
import { sendDue, type SendingOptions } from './sending.ts'

export interface TurnOptions extends Pick<SendingOptions, 'mailer' | 'base' | 'privateHttp'> {
  /** Milliseconds for which what was told and read is kept. */
  readonly keep?: number | undefined
  readonly metrics: Metrics
  /** A line of the log: events by name, parties by id, and no person. */
  readonly log: { readonly error: (what: object, words: string) => void }
  readonly signal: AbortSignal
}

/**
 * One look at what is to be told, and one at what is to be sent. They are turns of two clocks: a receiver that answers slowly keeps nobody's inbox
 * waiting. Neither throws: the database may be away for a while, and the next turn asks again.
 */
export function noticeTurns(office: Office, options: TurnOptions): { readonly look: () => Promise<void>; readonly send: () => Promise<void> } {
  const { metrics, log, mailer, keep, signal } = options
  const lookout = new Lookout(office)
  const fault = (party: Party | undefined, error: unknown): void => {
    metrics.count('dutybook_notices_faults_total')
    log.error({ event: 'notices-fault', ...(party === undefined ? {} : { party }), err: error }, '')
  }
  const counting = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work()
    } catch (error) {
      fault(undefined, error)
    }
  }
  return {
    look: () =>
      counting(async () => {
        const notices = await lookout.look({ mail: mailer !== undefined, keep, signal, fault })
        for (let each = 0; each < notices; each++) metrics.count('dutybook_notices_made_total')
      }),
    send: () =>
      counting(async () => {
        const { sent, failed } = await sendDue(office, { ...options, fault })
        for (let each = 0; each < sent; each++) metrics.count('dutybook_notices_sent_total')
        for (let each = 0; each < failed; each++) metrics.count('dutybook_notices_failed_total')
      }),
  }
}
