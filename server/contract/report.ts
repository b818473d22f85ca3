import { z } from 'zod'
import type { Operation } from './operation.ts'
import { PlanQuery } from './plan.ts'

/** Whose duties to show: those that a person answers for, those that a person's roles may settle besides, or all. */
export const BOARD_SHARES = ['mine', 'team', 'all'] as const
export type BoardShare = (typeof BOARD_SHARES)[number]

/** The forms in which a report leaves, with their media types. */
export const REPORT_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  pdf: 'application/pdf',
} as const
export const REPORT_FORMATS = ['xlsx', 'csv', 'docx', 'pdf'] as const
export type ReportFormat = (typeof REPORT_FORMATS)[number]

export const ReportParams = z.object({ format: z.enum(REPORT_FORMATS) })
/** The language of the file, whatever that of the screen. */
const lang = z.enum(['zh', 'en']).default('zh')
export const BoardFileQuery = z.object({ lang, owner: z.enum(BOARD_SHARES).default('all') })
export const ExposureFileQuery = z.object({ lang })
export const PlanFileQuery = PlanQuery.safeExtend({ lang })

const file = { method: 'get', who: 'signed-in', params: ReportParams } as const
const media = Object.values(REPORT_TYPES)
const refusals = {
  404: 'There is no such format',
  409: 'The party has no profile yet',
  422: 'Too many lines for a document; workbook and CSV take any number',
} as const

/** What is on the screen, as a file for whoever has no account. In it every text is a text: nothing that somebody wrote is taken for a formula. */
export const reportOperations = {
  boardFile: {
    ...file,
    path: '/api/board.{format}',
    summary: { zh: '导出义务清单', en: 'the board as a file' },
    about: 'Duties in their sections, what failing costs, open questions, and from what it can be computed again. A CSV holds the duties alone.',
    query: BoardFileQuery,
    answer: { words: 'The duties of now', media },
    refusals,
  },
  exposureFile: {
    ...file,
    path: '/api/exposure.{format}',
    summary: { zh: '导出责任敞口', en: 'what the party’s breaches cost, as a file' },
    query: ExposureFileQuery,
    answer: { words: 'The findings of now', media },
    refusals,
  },
  planFile: {
    ...file,
    path: '/api/plan.{format}',
    summary: { zh: '导出控制计划', en: 'the control plan as a file' },
    query: PlanFileQuery,
    answer: { words: 'The months asked for', media },
    refusals,
  },
} as const satisfies Readonly<Record<string, Operation>>
