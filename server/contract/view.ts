import { z } from 'zod'
import { Language } from '#law/text.ts'
import type { Operation } from './operation.ts'

export const ViewFileParams = z.object({ view: z.string().regex(/^[a-z-]{1,80}$/), format: z.enum(['csv', 'xlsx']) })
export const ViewFileQuery = z.object({ lang: Language.default('zh') })

export const viewOperations = {
  viewFile: {
    method: 'get',
    path: '/api/views/{view}.{format}',
    summary: { zh: '导出台账', en: 'a view as a file' },
    about: 'Who may read the view may take it away; where it shows persons, that is recorded.',
    who: 'signed-in',
    params: ViewFileParams,
    query: ViewFileQuery,
    answer: { words: 'The rows with their columns in words', media: ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'] },
    refusals: { 403: 'It shows persons, and is not for this person’s role', 404: 'There is no such view' },
  },
} as const satisfies Readonly<Record<string, Operation>>
