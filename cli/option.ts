import { InvalidArgumentError, Option } from 'commander'
import { EDITIONS, type EditionId } from '#law/citation.ts'
import { dayOf, endOf, instantOf, type Instant } from '#law/instant.ts'
import { languageOf } from './language.ts'

export function instantArgument(text: string): Instant {
  const day = dayOf(text)
  const at = day === undefined ? instantOf(text) : endOf(day)
  if (at === undefined) throw new InvalidArgumentError('write an instant with an offset, such as 2025-12-12T09:00:00+08:00, or a day, which means its end.')
  return at
}

export function editionArgument(text: string): EditionId {
  const id = EDITIONS.find((each) => each === text)
  if (id === undefined) throw new InvalidArgumentError(`the editions are ${EDITIONS.join(', ')}.`)
  return id
}

/** What the language option says, wherever it stood on the line. */
export interface Common {
  readonly lang?: string
  readonly json?: boolean
}

export const language = (): Option => new Option('--lang <language>', 'zh or en; otherwise the language of the environment').choices(['zh', 'en'])

/** Tells the person something that is no failure. */
export const warn =
  (asked: string | undefined) =>
  (zh: string, en: string): void =>
    void process.stderr.write(`${languageOf(asked) === 'zh' ? `提示：${zh}` : `note: ${en}`}\n`)

export const dataOption = (): Option => new Option('--data <folder>', 'where imported texts are kept; otherwise $DATA_DIR, else the user data folder')

export const partyOption = (): Option => new Option('--party <party>', 'for which party, where there are several: its id or its name')

export const print = (text: string): void => void process.stdout.write(`${text}\n`)
export const printJson = (value: unknown): void => print(JSON.stringify(value))
