import type { Text } from '#law/text.ts'
import type { Problem } from '../api/client.ts'
import type { FieldForm } from '#procedures/field.ts'
import { isTyped, type Faults } from '../field/value.ts'

const isText = (value: unknown): value is Text => isTyped(value) && typeof value['zh'] === 'string' && typeof value['en'] === 'string'

/** `impact.siteKind: …`, as the server says what it cannot read. */
function placed({ zh, en }: Text): readonly [path: string, words: Text] | undefined {
  const [, path, rest] = /^([\w.-]+): (.*)$/s.exec(en) ?? []
  if (path === undefined || rest === undefined) return undefined
  return [path, { zh: zh.startsWith(`${path}：`) ? zh.slice(path.length + 1) : zh, en: rest }]
}

const hasPath = (fields: readonly FieldForm[], path: string): boolean => {
  const [name, ...rest] = path.split('.').filter((part) => !/^\d+$/.test(part))
  const field = fields.find((each) => each.name === name)
  return field !== undefined && (rest.length === 0 || field.fields.length === 0 || hasPath(field.fields, rest.join('.')))
}

/** Where on the form a refusal belongs: at the fields that it names. What names none stands above the form, in the server's words. */
export function faultsOf(problem: Problem, fields: readonly FieldForm[]): { readonly faults: Faults; readonly above: boolean } {
  const faults = new Map<string, Text>()
  const problems: unknown = problem.data['problems']
  let above = !Array.isArray(problems)
  for (const each of Array.isArray(problems) ? (problems as readonly unknown[]) : []) {
    const found = isText(each) ? placed(each) : undefined
    if (found !== undefined && hasPath(fields, found[0])) faults.set(found[0].replace(/\.\d+$/, ''), found[1])
    else above = true
  }
  for (const name of Object.keys(problem.data)) if (fields.some((field) => field.name === name)) faults.set(name, { zh: problem.message, en: problem.message })
  return { faults, above: above && faults.size === 0 }
}
