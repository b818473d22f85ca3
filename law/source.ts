import { LineCounter, parseDocument, visit } from 'yaml'
import type { z } from 'zod'
import { nearest } from './nearest.ts'

/** A file of law as text: its name for messages, and what it holds. Reading it from a disk is the caller's business. */
export interface SourceFile {
  readonly name: string
  readonly text: string
}

/** What is wrong in a file of law, and where. */
export interface Problem {
  readonly file: string
  readonly line: number
  readonly message: string
}

export interface Source<T> {
  readonly file: string
  readonly data: T
  /** The line (from 1) on which a path of the document begins; the nearest line above where the path itself has none. */
  readonly lineOf: (path: readonly PropertyKey[]) => number
}

/** Line by line: a path of keys and indexes to where its value stands. */
function lines(document: ReturnType<typeof parseDocument>, counter: LineCounter): (path: readonly PropertyKey[]) => number {
  return (path) => {
    for (let length = path.length; length >= 0; length--) {
      const node: unknown = length === 0 ? document.contents : document.getIn(path.slice(0, length), true)
      if (typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) && typeof node.range[0] === 'number')
        return counter.linePos(node.range[0]).line
    }
    return 1
  }
}

/** A document as plain values. An alias without an anchor, or aliases without end, are faults of the file and not of ours. */
function plain(
  document: ReturnType<typeof parseDocument>,
  file: SourceFile,
  counter: LineCounter,
  problems: Problem[],
): { readonly value: unknown } | undefined {
  const before = problems.length
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document) === undefined)
        problems.push({ file: file.name, line: counter.linePos(alias.range?.[0] ?? 0).line, message: `no anchor &${alias.source} stands before this alias` })
    },
  })
  if (problems.length > before) return undefined
  try {
    const value: unknown = document.toJS()
    return { value }
  } catch (error) {
    problems.push({ file: file.name, line: 1, message: error instanceof Error ? error.message : String(error) })
    return undefined
  }
}

/** Parses one YAML file and checks it by schema. Every fault is reported with its line; nothing is returned when there is one. */
export function readSource<Schema extends z.ZodType>(file: SourceFile, schema: Schema, problems: Problem[]): Source<z.output<Schema>> | undefined {
  const counter = new LineCounter()
  const document = parseDocument(file.text, { lineCounter: counter })
  if (document.errors.length > 0) {
    for (const error of document.errors)
      problems.push({ file: file.name, line: counter.linePos(error.pos[0]).line, message: error.message.split('\n')[0] ?? 'not YAML' })
    return undefined
  }
  const lineOf = lines(document, counter)
  const written = plain(document, file, counter, problems)
  if (written === undefined) return undefined
  const parsed = schema.safeParse(written.value)
  if (parsed.success) return { file: file.name, data: parsed.data, lineOf }
  for (const issue of parsed.error.issues) problems.push({ file: file.name, line: lineOf(issue.path), message: issueWords(issue, written.value) })
  return undefined
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce(
    (inside: unknown, key) => (typeof inside === 'object' && inside !== null ? Object.entries(inside).find(([name]) => name === String(key))?.[1] : undefined),
    value,
  )
}

/** One fault of a schema in words: where, what, and what was probably meant. */
export function issueWords(issue: z.core.$ZodIssue, written: unknown): string {
  const where = issue.path.length === 0 ? '' : `${issue.path.join('.')}: `
  if (issue.code === 'unrecognized_keys') return `${where}unknown ${issue.keys.length === 1 ? 'key' : 'keys'} ${issue.keys.map((key) => `"${key}"`).join(', ')}`
  if (issue.code !== 'invalid_value') return `${where}${issue.message}`
  const value = at(written, issue.path)
  const known = issue.values.map(String)
  const near = typeof value === 'string' ? nearest(value, known) : undefined
  return `${where}${value === undefined ? 'nothing' : JSON.stringify(value)} is not one of ${known.join(', ')}${near === undefined ? '' : `; did you mean "${near}"?`}`
}

export function printProblem({ file, line, message }: Problem): string {
  return `${file}:${line}: ${message}`
}
