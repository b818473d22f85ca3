import type { Text } from '#law/text.ts'

/** The ten domains of GB/T 22239—2019 (网络安全等级保护基本要求), in force since 2019-12-01. Full text: https://github.com/Yyyy03/dengbao_llm_interface. */
export const DOMAINS = [
  'physical',
  'communication',
  'boundary',
  'computing',
  'management-centre',
  'rules',
  'organisation',
  'personnel',
  'construction',
  'maintenance',
] as const

export const DOMAIN_WORDS = {
  physical: { zh: '安全物理环境', en: 'Physical environment' },
  communication: { zh: '安全通信网络', en: 'Communication network' },
  boundary: { zh: '安全区域边界', en: 'Area boundary' },
  computing: { zh: '安全计算环境', en: 'Computing environment' },
  'management-centre': { zh: '安全管理中心', en: 'Management centre' },
  rules: { zh: '安全管理制度', en: 'Management rules' },
  organisation: { zh: '安全管理机构', en: 'Organisation' },
  personnel: { zh: '安全管理人员', en: 'Personnel' },
  construction: { zh: '安全建设管理', en: 'Construction' },
  maintenance: { zh: '安全运维管理', en: 'Operation and maintenance' },
} satisfies Record<(typeof DOMAINS)[number], Text>
