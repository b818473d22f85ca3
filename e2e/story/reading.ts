import { z } from 'zod'

const Board = z.object({
  duties: z.array(z.object({ norm: z.string(), subject: z.string(), state: z.string(), due: z.string().nullable(), late: z.boolean().optional() })),
})
export type Duty = z.infer<typeof Board>['duties'][number]

export const matter = (procedure: string, subject: string): string => `/api/matters/${procedure}/${subject}`

export const dutiesIn = (body: unknown): readonly Duty[] => Board.parse(body).duties

/** The duties of a matter under some norms, each as a line: its state and when it falls due. */
export function owed(body: unknown, subject: string, norms: readonly string[]): string {
  const found = dutiesIn(body).filter((duty) => duty.subject === subject && norms.includes(duty.norm))
  return found.map(({ norm, state, due }) => `${norm} ${state}${due === null ? '' : ` due ${due}`}`).join('; ') || 'nothing is owed'
}

const View = z.object({ rows: z.array(z.object({ key: z.string(), cells: z.record(z.string(), z.unknown()) })) })

/** The rows of a view. */
export const rowsIn = (body: unknown): z.infer<typeof View>['rows'] => View.parse(body).rows

const Matter = z.object({
  steps: z.array(z.object({ title: z.object({ en: z.string() }), state: z.string() })),
  entries: z.array(
    z.object({ ref: z.string(), event: z.object({ kind: z.string(), detail: z.record(z.string(), z.unknown()), facts: z.record(z.string(), z.unknown()) }) }),
  ),
})

/** The entries of a matter, if it has any of that kind. */
export function entriesIn(body: unknown, kind: string): z.infer<typeof Matter>['entries'] {
  const found = Matter.safeParse(body)
  return found.success ? found.data.entries.filter(({ event }) => event.kind === kind) : []
}

/** The first entry of a kind, once it is there. */
export const entryIn = (kind: string) => (body: unknown) => entriesIn(body, kind)[0]

const Followed = z.object({
  steps: z.array(z.object({ title: z.object({ en: z.string() }), state: z.string() })),
  told: z.array(z.object({ kind: z.string(), detail: z.record(z.string(), z.unknown()) })),
})

/** What somebody who follows a matter reads of it. */
export function followed(body: unknown): string {
  const { steps, told } = Followed.parse(body)
  const done = steps.filter(({ state }) => state === 'done').map(({ title }) => title.en)
  return [...done, ...told.map(({ kind }) => kind)].join(', ')
}
