import type { Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { program } from './cli/program.ts'
import { filesOf, textOf } from './tree.ts'

const documents = filesOf().filter((path) => path === 'README.md' || path === 'CONTRIBUTING.md' || (path.startsWith('docs/') && path.endsWith('.md')))

/** A command line of ours as it stands in a document. */
interface Line {
  readonly path: string
  readonly text: string
  /** In a block it stands to be run as it is; in a sentence it may leave out what the sentence says. */
  readonly whole: boolean
}

/** The words of a line as a shell splits them, up to a pipe, a redirection or a comment. */
function wordsOf(line: string): readonly string[] {
  const words: string[] = []
  for (const [found, single, double] of line.matchAll(/'([^']*)'|"([^"]*)"|[^\s'"]+/g)) {
    if (/^(\||>|&&|;|#|&$)/.test(found)) break
    words.push(single ?? double ?? found)
  }
  return words
}

const isOurs = /^(?:bin\/)?dutybook\s/

function linesOf(path: string): readonly Line[] {
  const blocks: Line[] = []
  const prose = textOf(path)
    .replaceAll(/\\\n\s*/g, '')
    .replaceAll(/```sh\n(.*?)```/gs, (_all, block: string) => {
      // What stands before it in the line hands something over to it, or sets its surroundings.
      const lines = block.split('\n').map((line) => line.replace(/^(?:.*\|\s*|(?:[A-Z_]+=\S+\s+)+)(?=(?:bin\/)?dutybook\s)/, ''))
      blocks.push(...lines.filter((line) => isOurs.test(line)).map((text) => ({ path, text, whole: true })))
      return ''
    })
    .replaceAll(/```.*?```/gs, '')
  const said = [...prose.matchAll(/`([^`]+)`/g)].map(([, text = '']) => text).filter((text) => isOurs.test(text))
  return [...blocks, ...said.map((text) => ({ path, text, whole: false }))]
}

const lines = documents.flatMap(linesOf)

/** What the command line says against a line; nothing where it would be run. */
async function troubleOf({ text, whole }: Line): Promise<string | undefined> {
  const [, ...words] = wordsOf(text)
  const made = await program((name) => name === words[0])
  silence(made)
  try {
    await made.parseAsync(whole ? words : [...words, '--help'], { from: 'user' })
    return undefined
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    return said === '(outputHelp)' && helpIsOf(made, words) ? undefined : said
  }
}

/** Nothing is done and nothing is printed: only the words are read. */
function silence(command: Command): void {
  command.configureOutput({ writeOut: () => undefined, writeErr: () => undefined, outputError: () => undefined })
  if (command.commands.length === 0) command.action(() => undefined)
  for (const sub of command.commands) silence(sub)
}

/** Help is given for anything: whether every command and flag that a line names is one. */
function helpIsOf(made: Command, words: readonly string[]): boolean {
  const flags = words.filter((word) => word.startsWith('--') && word !== '--help')
  const names = words.filter((word) => !word.startsWith('-'))
  let command = made
  for (const name of names) {
    const next = command.commands.find((each) => each.name() === name)
    if (next === undefined) break
    command = next
  }
  const known = [command, ...command.commands].flatMap(({ options }) => options.map(({ long }) => long))
  return (command !== made || names.length === 0) && flags.every((flag) => known.includes(flag))
}

describe('command lines in the documents', () => {
  test('are there, in blocks and in sentences, in both languages', () => {
    for (const language of ['zh', 'en']) expect(lines.filter(({ path, whole }) => whole && path.startsWith(`docs/${language}/`)).length).toBeGreaterThan(20)
    expect(lines.some(({ whole }) => !whole)).toBe(true)
  })

  test.each(documents)('%s names only commands, arguments and flags that there are', async (path) => {
    const troubles: string[] = []
    for (const line of lines.filter((each) => each.path === path)) {
      const trouble = await troubleOf(line)
      if (trouble !== undefined) troubles.push(`${line.text}: ${trouble}`)
    }
    expect(troubles).toEqual([])
  })

  test('are told from what is none', async () => {
    const wrong = [
      'dutybook no-such-command',
      'dutybook act incident no-such-command i-1',
      'dutybook act incident remedy i-1 --no-such-flag x',
      'dutybook board extra-word',
      'dutybook person add --name 林薇',
      'dutybook document plan self plan --format odt',
    ]
    for (const text of wrong) expect([text, await troubleOf({ path: '', text, whole: true })]).toEqual([text, expect.any(String)])
    expect(await troubleOf({ path: '', text: 'dutybook serve --no-such-flag', whole: false })).toEqual(expect.any(String))
    expect(await troubleOf({ path: '', text: 'dutybook no-such-command', whole: false })).toEqual(expect.any(String))
  })

  test('are the same in Chinese and English', () => {
    const pages = documents.filter((path) => path.startsWith('docs/en/'))
    expect(pages.length).toBeGreaterThan(5)
    const shapeOf = (path: string): readonly string[] =>
      lines
        .filter((line) => line.path === path)
        .map(({ text }) => text)
        .toSorted()
    for (const page of pages) expect([page, shapeOf(page)]).toEqual([page, shapeOf(page.replace('docs/en/', 'docs/zh/'))])
  })
})
