import { did, said, type Pen, type Step } from './script.ts'
import { ENTITY, LEAK, RANSOM, RUNNING, SMALL } from './text/incident.ts'

/** A large leak that was reported by letter to both authorities, told to the persons, and summarised; the cyberspace administration followed it to its end. */
function leak({ parties, ago, say, fill, name }: Pen): readonly Step[] {
  const id = 'inc-01-members'
  const theirs = `${parties.operator}:incident:${id}`
  const known = ago(301, '21:40')
  return [
    said(ago(301, '21:52'), 'lu.ming', 'incident', id, {
      type: 'discover',
      knownAt: known,
      eventKind: 'attack',
      system: 'member',
      endangersSecurity: true,
      suspectedCase: true,
      ...fill(LEAK.discover),
    }),
    said(ago(301, '22:10'), 'lu.ming', 'incident', id, {
      type: 'find-leak',
      knownAt: ago(301, '22:05'),
      dataset: 'members',
      affectedPersons: 1_180_000,
      ...fill(LEAK.findLeak),
    }),
    did(ago(301, '22:15'), 'lu.ming', 'incident', id, { type: 'start-plan', decidedBy: name('gu.qing'), ...fill(LEAK.startPlan) }),
    did(ago(301, '22:20'), 'he.chuan', 'incident', id, { type: 'contain', ...fill(LEAK.contain) }),
    did(ago(301, '22:40'), 'lu.ming', 'incident', id, {
      type: 'classify',
      impact: { dataKind: 'neither', personsLeaked: 1_180_000, lossYuan: 260_000 },
      ...fill(LEAK.classify),
    }),
    did(ago(301, '23:25'), 'shen.zhiyuan', 'incident', id, {
      type: 'report',
      to: 'cyberspace',
      channel: 'letter',
      entity: say(ENTITY),
      ...fill(LEAK.reportFirst),
    }),
    did(ago(301, '23:40'), 'shen.zhiyuan', 'incident', id, { type: 'report', to: 'police', channel: 'letter', ...fill(LEAK.reportPolice) }),
    did(ago(301, '23:48'), 'meng.tao', 'incident-reception', theirs, { type: 'acknowledge', ...fill(LEAK.acknowledge) }),
    did(ago(301, '23:55'), 'meng.tao', 'incident-reception', theirs, { type: 'start-plan', ...fill(LEAK.startResponse) }),
    did(ago(300, '09:30'), 'meng.tao', 'incident-reception', theirs, { type: 'instruct', until: ago(298, '18:00'), ...fill(LEAK.instruct) }),
    did(ago(300, '16:30'), 'shen.zhiyuan', 'incident', id, { type: 'report', to: 'cyberspace', channel: 'letter', ...fill(LEAK.reportMore) }),
    did(ago(299, '10:20'), 'shen.zhiyuan', 'incident', id, {
      type: 'notify-persons',
      persons: 1_180_000,
      contact: '0990-5550-0120',
      ...fill(LEAK.notifyPersons),
    }),
    did(ago(298, '16:00'), 'he.chuan', 'incident', id, { type: 'take-measures', ...fill(LEAK.takeMeasures) }),
    did(ago(298, '18:00'), 'he.chuan', 'incident', id, { type: 'remedy', ...fill(LEAK.remedy) }),
    did(ago(298, '18:20'), 'lu.ming', 'incident', id, { type: 'remedy-leak', harmAvoided: false, ...fill(LEAK.remedyLeak) }),
    did(ago(296, '09:30'), 'lu.ming', 'incident', id, { type: 'end-handling', ...fill(LEAK.endHandling) }),
    did(ago(278, '15:00'), 'shen.zhiyuan', 'incident', id, { type: 'file-summary', ...fill(LEAK.fileSummary) }),
    did(ago(277, '11:00'), 'lu.ming', 'incident', id, { type: 'record-lesson', ...fill(LEAK.lesson) }),
    did(ago(274, '10:00'), 'meng.tao', 'incident-reception', theirs, { type: 'investigate', ...fill(LEAK.investigate) }),
    did(ago(273, '15:00'), 'fang.qi', 'incident-reception', theirs, { type: 'close', ...fill(LEAK.close) }),
  ]
}

/** Of the lowest level: need not be reported, but the plan is started and the harm removed. */
function small({ ago, fill, name }: Pen): readonly Step[] {
  const id = 'inc-02-site'
  return [
    said(ago(212, '08:35'), 'he.chuan', 'incident', id, {
      type: 'discover',
      knownAt: ago(212, '08:20'),
      eventKind: 'equipment',
      system: 'site',
      endangersSecurity: true,
      suspectedCase: false,
      ...fill(SMALL.discover),
    }),
    did(ago(212, '08:45'), 'lu.ming', 'incident', id, { type: 'start-plan', decidedBy: name('lu.ming'), ...fill(SMALL.startPlan) }),
    did(ago(212, '09:00'), 'lu.ming', 'incident', id, {
      type: 'classify',
      impact: { siteKind: 'other', siteDownMinutes: 40, lossYuan: 0 },
      judged: 'IV',
      ...fill(SMALL.classify),
    }),
    did(ago(212, '09:05'), 'he.chuan', 'incident', id, { type: 'remedy', ...fill(SMALL.remedy) }),
    did(ago(212, '10:00'), 'lu.ming', 'incident', id, { type: 'end-handling', ...fill(SMALL.endHandling) }),
    did(ago(210, '10:00'), 'he.chuan', 'incident', id, { type: 'record-lesson', ...fill(SMALL.lesson) }),
  ]
}

/** Handling has ended; the final summary is still owed, and so is the answer to what the authority asked. */
function outage({ parties, ago, say, fill, name }: Pen): readonly Step[] {
  const id = 'inc-03-ransom'
  const theirs = `${parties.operator}:incident:${id}`
  return [
    said(ago(27, '05:20'), 'he.chuan', 'incident', id, {
      type: 'discover',
      knownAt: ago(27, '05:05'),
      eventKind: 'malware',
      system: 'oms',
      endangersSecurity: true,
      suspectedCase: true,
      ...fill(RANSOM.discover),
    }),
    did(ago(27, '05:30'), 'lu.ming', 'incident', id, { type: 'start-plan', decidedBy: name('gu.qing'), ...fill(RANSOM.startPlan) }),
    did(ago(27, '05:45'), 'he.chuan', 'incident', id, { type: 'contain', ...fill(RANSOM.contain) }),
    did(ago(27, '06:20'), 'lu.ming', 'incident', id, {
      type: 'classify',
      impact: { lossYuan: 7_400_000, systemLoss: 'interruption' },
      ...fill(RANSOM.classify),
    }),
    did(ago(27, '07:30'), 'shen.zhiyuan', 'incident', id, {
      type: 'report',
      to: 'cyberspace',
      channel: 'letter',
      entity: say(ENTITY),
      ...fill(RANSOM.report),
    }),
    did(ago(27, '07:50'), 'shen.zhiyuan', 'incident', id, { type: 'report', to: 'police', channel: 'letter', ...fill(RANSOM.reportPolice) }),
    did(ago(27, '08:10'), 'meng.tao', 'incident-reception', theirs, { type: 'acknowledge', ...fill(RANSOM.acknowledge) }),
    did(ago(27, '08:30'), 'meng.tao', 'incident-reception', theirs, {
      type: 'ask',
      asked: ['trend', 'cause'],
      answerBy: ago(-4, '18:00'),
      ...fill(RANSOM.ask),
    }),
    did(ago(25, '20:00'), 'he.chuan', 'incident', id, { type: 'remedy', ...fill(RANSOM.remedy) }),
    did(ago(24, '11:00'), 'lu.ming', 'incident', id, { type: 'end-handling', ...fill(RANSOM.endHandling) }),
  ]
}

/** Known minutes ago: the clocks of its reports run. */
function running({ minutesAgo, fill, name }: Pen): readonly Step[] {
  const id = 'inc-04-live'
  return [
    said(minutesAgo(74), 'he.chuan', 'incident', id, {
      type: 'discover',
      knownAt: minutesAgo(78),
      eventKind: 'attack',
      system: 'live',
      endangersSecurity: true,
      ...fill(RUNNING.discover),
    }),
    did(minutesAgo(66), 'lu.ming', 'incident', id, { type: 'start-plan', decidedBy: name('gu.qing'), ...fill(RUNNING.startPlan) }),
    did(minutesAgo(52), 'he.chuan', 'incident', id, { type: 'contain', ...fill(RUNNING.contain) }),
    did(minutesAgo(41), 'lu.ming', 'incident', id, {
      type: 'classify',
      impact: { lossYuan: 6_300_000, systemLoss: 'interruption' },
      ...fill(RUNNING.classify),
    }),
    said(minutesAgo(24), 'lu.ming', 'incident', id, {
      type: 'find-leak',
      knownAt: minutesAgo(26),
      dataset: 'orders',
      affectedPersons: 12_400,
      ...fill(RUNNING.findLeak),
    }),
  ]
}

export function incidents(pen: Pen): readonly Step[] {
  return [...leak(pen), ...small(pen), ...outage(pen), ...running(pen)]
}
