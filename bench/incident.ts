const MARCH = '2026-03-02T09:00:00+08:00'

/** An incident from its discovery to its end, as commands. */
export const INCIDENT = [
  { type: 'discover', knownAt: MARCH, title: '订单接口异常', eventKind: 'attack', endangersSecurity: true, suspectedCase: false },
  { type: 'classify', on: MARCH, impact: { lossYuan: 6_000_000 }, reason: '损失较大' },
  { type: 'contain', on: MARCH, measures: '切换备用接口' },
  { type: 'remedy', on: MARCH, measures: '修复', verification: '复测' },
  { type: 'end-handling', on: MARCH, result: '恢复' },
] as const
