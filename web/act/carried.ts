import type { Text } from '#law/text.ts'
import type { Entry, EventLike } from '#procedures/event.ts'
import type { Typed } from '../field/value.ts'

/** A command of another procedure that follows from a matter, and what of the matter goes into its form. */
export interface Onward {
  readonly procedure: string
  readonly command: string
  readonly title: Text
  /** Offered once the matter has such an entry. */
  readonly after: string
  readonly carry: (entries: readonly Entry<EventLike>[], subject: string) => Typed
}

type Detail = EventLike['detail']

/** What was said last in entries of a kind; nothing where it was withdrawn or never said. */
const last = (entries: readonly Entry<EventLike>[], kind: string): Detail => entries.findLast(({ event }) => event.kind === kind)?.event.detail ?? {}

/** Only what there is: a field that nobody has filled in stays blank. */
const filled = (typed: Typed): Typed => Object.fromEntries(Object.entries(typed).filter(([, value]) => value !== null && value !== undefined))

const dayOf = (moment: unknown): string | undefined => (typeof moment === 'string' ? moment.slice(0, 10) : undefined)

export const ONWARD: Readonly<Record<string, readonly Onward[]>> = {
  inspection: [
    {
      procedure: 'penalty',
      command: 'file-case',
      title: { zh: '据此立案', en: 'File a case on it' },
      after: 'inspection.finding-recorded',
      carry: (entries, subject) => {
        const { operator, operatorName, subjectRoles, officers } = last(entries, 'inspection.proposed')
        const found = entries.findLast(({ event }) => event.kind === 'inspection.finding-recorded')?.event
        const { what, violated, norm } = found?.detail ?? {}
        const discovered = dayOf(found?.occurred)
        return filled({
          operator,
          operatorName,
          subjectRoles,
          officers,
          unit: true,
          origin: 'inspection',
          inspection: subject,
          violated,
          norm,
          conductTo: discovered,
          discovered,
          summary: what,
        })
      },
    },
  ],
  'incident-reception': [
    {
      procedure: 'publication',
      command: 'notify-public',
      title: { zh: '向社会发布警示', en: 'Warn the public of it' },
      after: 'incident.discovered',
      carry: (entries, subject) => filled({ incident: subject, title: last(entries, 'incident.discovered')['title'] }),
    },
    {
      procedure: 'inspection',
      command: 'propose',
      title: { zh: '对报告单位拟定检查', en: 'Propose an inspection of the party' },
      after: 'incident.discovered',
      carry: (entries) => filled({ operator: last(entries, 'incident.discovered')['operator'] }),
    },
  ],
}

/** What a form takes over from the matter that it follows from; nothing where it follows from none such. */
export function carriedFrom(
  source: { readonly procedure: string; readonly subject: string; readonly entries: readonly Entry<EventLike>[] },
  to: { readonly procedure: string; readonly command: string },
): Typed {
  const onward = ONWARD[source.procedure]?.find(({ procedure, command }) => procedure === to.procedure && command === to.command)
  return onward?.carry(source.entries, source.subject) ?? {}
}
