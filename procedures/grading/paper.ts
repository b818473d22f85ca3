import type { Text } from '#law/text.ts'

/** What goes with the filing of a system of level 3 or above: Measures of 2007, article 16. */
export const PAPERS = ['topology', 'organisation', 'design', 'products', 'assessment', 'expert-opinion', 'approval'] as const
export type Paper = (typeof PAPERS)[number]

export const PAPER_WORDS = {
  topology: { zh: '系统拓扑结构及说明', en: 'Topology of the system with an explanation' },
  organisation: { zh: '安全组织机构和管理制度', en: 'Security organisation and rules' },
  design: { zh: '安全保护设施设计实施方案或者改建方案', en: 'Plan of the protection facilities or of their rebuilding' },
  products: { zh: '所用安全产品清单及认证、销售许可证明', en: 'Security products used, with certificates' },
  assessment: { zh: '等级测评报告', en: 'Assessment report' },
  'expert-opinion': { zh: '专家评审意见', en: 'Opinion of the expert review' },
  approval: { zh: '主管部门审核批准意见', en: 'Approval of the competent department' },
} satisfies Record<Paper, Text>

/** The papers are asked for from this level on. */
export const PAPERS_FROM = 3

/**
 * What is still missing. The approval is asked for only where there is a competent department. A new system is often filed before
 * it can be assessed: its report may follow where `toFollow` says when; the others may not.
 */
export function papersMissing(given: readonly Paper[], { regulated, toFollow }: { readonly regulated: boolean; readonly toFollow: boolean }): readonly Paper[] {
  return PAPERS.filter((paper) => !given.includes(paper) && !(paper === 'approval' && !regulated) && !(paper === 'assessment' && toFollow))
}
