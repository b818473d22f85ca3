import { z } from 'zod'
import type { Text } from '#law/text.ts'

/**
 * Which rule asks for something: a norm, which the law answers with its article in whatever edition applies, or an
 * article of an instrument below or beside the statute. Articles of the statute itself are never written here: editions renumber.
 */
export const Source = z.union([z.strictObject({ norm: z.string() }), z.strictObject({ instrument: z.string(), article: z.string() })])
export type Source = z.infer<typeof Source>

/** Instruments that procedures cite and that have no file in `law/statute/rules/`, by id. */
export const INSTRUMENTS: Readonly<Record<string, Text>> = {
  'penalty-law-2021': { zh: '中华人民共和国行政处罚法', en: 'Administrative Penalty Law' },
  'enforcement-procedure-2023': {
    zh: '网信部门行政执法程序规定',
    en: 'Provisions on Administrative Law Enforcement Procedures of Cyberspace Departments',
  },
  'police-inspection-2018': {
    zh: '公安机关互联网安全监督检查规定',
    en: 'Provisions on Internet Security Supervision and Inspection by Public Security Organs',
  },
  'reconsideration-law-2023': { zh: '中华人民共和国行政复议法', en: 'Administrative Reconsideration Law' },
  'litigation-law-2017': { zh: '中华人民共和国行政诉讼法', en: 'Administrative Litigation Law' },
  'police-procedure-2020': { zh: '公安机关办理行政案件程序规定', en: 'Procedures of Public Security Organs for Administrative Cases' },
  'news-interview-2015': { zh: '互联网新闻信息服务单位约谈工作规定', en: 'Provisions on Interviews with Internet News Information Service Units' },
  'outbound-assessment-2022': { zh: '数据出境安全评估办法', en: 'Measures for Security Assessment of Outbound Data Transfers' },
  'standard-contract-2023': { zh: '个人信息出境标准合同办法', en: 'Measures for the Standard Contract for Outbound Transfer of Personal Information' },
  'compliance-audit-2025': { zh: '个人信息保护合规审计管理办法', en: 'Measures for Personal Information Protection Compliance Audits' },
  'security-review-2022': { zh: '网络安全审查办法', en: 'Cybersecurity Review Measures' },
  'product-catalogue-2023': { zh: '网络关键设备和网络安全专用产品目录', en: 'Catalogue of Critical Network Equipment and Dedicated Security Products' },
}
