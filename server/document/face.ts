import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const { resolve } = createRequire(import.meta.url)

/** The two weights that documents are set in: whole faces, of which a file carries only the characters that it uses. */
export const FACES = {
  normal: resolve('@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf'),
  bold: resolve('@expo-google-fonts/noto-sans-sc/700Bold/NotoSansSC_700Bold.ttf'),
} as const

/** The kind of table that lists groups of characters over the whole of Unicode (OpenType, `cmap`, format 12). */
const GROUPS = 12

/** Bytes of one row of the directory of tables, of one row of `cmap`, and of one group. */
const [TABLE, ENCODING, GROUP] = [16, 8, 12]

/** First and last character of each group that a face has, in their order. */
export type Coverage = readonly (readonly [first: number, last: number])[]

/** Which characters a face can draw. A face without such a table is a fault: all that we use have one. */
export function coverageOf(file: string): Coverage {
  const bytes = readFileSync(file)
  const tables = Array.from({ length: bytes.readUInt16BE(4) }, (_, place) => 12 + place * TABLE)
  const row = tables.find((at) => bytes.toString('latin1', at, at + 4) === 'cmap')
  const start = row === undefined ? 0 : bytes.readUInt32BE(row + 8)
  const encodings = Array.from({ length: row === undefined ? 0 : bytes.readUInt16BE(start + 2) }, (_, place) => start + 4 + place * ENCODING)
  const at = encodings.map((each) => start + bytes.readUInt32BE(each + 4)).find((each) => bytes.readUInt16BE(each) === GROUPS)
  if (at === undefined) throw new Error(`${file} does not list its characters`)
  return Array.from({ length: bytes.readUInt32BE(at + 12) }, (_, place) => {
    const group = at + 16 + place * GROUP
    return [bytes.readUInt32BE(group), bytes.readUInt32BE(group + 4)] as const
  })
}

export function covers(coverage: Coverage, character: string): boolean {
  const point = character.codePointAt(0) ?? 0
  let [low, high] = [0, coverage.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const [first, last] = coverage[middle] ?? [0, -1]
    if (point < first) high = middle - 1
    else if (point > last) low = middle + 1
    else return true
  }
  return false
}
