import type { Text } from '#law/text.ts'

export const DEONTIC: Readonly<Record<string, Text>> = {
  obligation: { zh: '义务', en: 'obligation' },
  prohibition: { zh: '禁止', en: 'prohibition' },
  permission: { zh: '许可', en: 'permission' },
  power: { zh: '职权', en: 'power' },
  right: { zh: '权利', en: 'right' },
}

export const CHANGES: Readonly<Record<string, Text>> = {
  same: { zh: '未变', en: 'same' },
  renumbered: { zh: '条号变动', en: 'renumbered' },
  reworded: { zh: '文字修改', en: 'reworded' },
  substantive: { zh: '实质修改', en: 'substantive' },
  new: { zh: '新增', en: 'new' },
  removed: { zh: '删去', en: 'removed' },
  moved: { zh: '移动', en: 'moved' },
  merged: { zh: '合并', en: 'merged' },
  split: { zh: '拆分', en: 'split' },
}

/** `immediate`, `promptly`, `P6M`, `on:incident.discovered`, `every:P1Y`, `standing`: as words. */
export function clockWords(trigger: string, deadline: string): Text {
  return { zh: `${triggerWords(trigger).zh}；${deadlineWords(deadline).zh}`, en: `${triggerWords(trigger).en}; ${deadlineWords(deadline).en}` }
}

function triggerWords(trigger: string): Text {
  if (trigger === 'standing') return { zh: '持续', en: 'standing' }
  const [sort, rest] = [trigger.slice(0, trigger.indexOf(':')), trigger.slice(trigger.indexOf(':') + 1)]
  return sort === 'every' ? { zh: `每 ${termWords(rest).zh}`, en: `every ${termWords(rest).en}` } : { zh: `发生 ${rest} 时`, en: `on ${rest}` }
}

function deadlineWords(deadline: string): Text {
  switch (deadline) {
    case 'immediate':
      return { zh: '立即', en: 'immediately' }
    case 'promptly':
      return { zh: '及时', en: 'promptly' }
    case 'none':
      return { zh: '无期限', en: 'no deadline' }
    case 'indeterminate':
      return { zh: '期限未定', en: 'no figure in the law' }
    default: {
      const term = termWords(deadline)
      return { zh: `${term.zh}内`, en: `within ${term.en}` }
    }
  }
}

const UNITS: Readonly<Record<string, readonly [zh: string, en: string]>> = {
  Y: ['年', 'year'],
  M: ['个月', 'month'],
  D: ['日', 'day'],
  TH: ['小时', 'hour'],
  TM: ['分钟', 'minute'],
}

/** An ISO 8601 duration of one unit; anything else as it is written. */
function termWords(term: string): Text {
  const [, time = '', count, unit] = /^P(T?)(\d+)([YMDH])$/.exec(term) ?? []
  const words = UNITS[`${time}${unit}`]
  return count === undefined || words === undefined
    ? { zh: term, en: term }
    : { zh: `${count} ${words[0]}`, en: `${count} ${words[1]}${count === '1' ? '' : 's'}` }
}
