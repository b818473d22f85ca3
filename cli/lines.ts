import { createReadStream } from 'node:fs'
import { fileTrouble, Unusable } from './unusable.ts'

/** The longest line that any input may have. A journal entry is a few hundred bytes. */
const LONGEST_LINE = 1_048_576 // bytes

export interface Line {
  /** From 1. */
  readonly number: number
  readonly text: string
}

/** The bytes of a file, or of standard input for `-`. */
function bytesOf(file: string): AsyncIterable<Buffer> {
  return file === '-' ? process.stdin : createReadStream(file)
}

function decode(bytes: Buffer, file: string, number: number): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r$/, '')
  } catch {
    throw new Unusable(`${file} 第 ${number} 行不是 UTF-8 文本。请另存为 UTF-8。`, `${file}:${number}: this line is not UTF-8. Save the file as UTF-8.`)
  }
}

/** Lines of a file without those that are blank. Stops at the first line that is too long, having read no more than that. */
export async function* linesOf(file: string): AsyncGenerator<Line> {
  const name = file === '-' ? 'stdin' : file
  let number = 0
  let held: Buffer[] = []
  let size = 0
  const line = (): Line => {
    number++
    const text = decode(Buffer.concat(held), name, number)
    held = []
    size = 0
    return { number, text }
  }
  const tooLong = (): Unusable =>
    new Unusable(
      `${name} 第 ${number + 1} 行超过 1 MiB，已停止读取。每行应当是一个 JSON 对象；请检查是否缺少换行。`,
      `${name}:${number + 1}: this line is longer than 1 MiB; reading stopped. Each line is one JSON object: are the line breaks missing?`,
    )
  try {
    for await (const chunk of bytesOf(file)) {
      let start = 0
      for (let end = chunk.indexOf(10, start); end >= 0; end = chunk.indexOf(10, start)) {
        held.push(chunk.subarray(start, end))
        size += end - start
        if (size > LONGEST_LINE) throw tooLong()
        start = end + 1
        const next = line()
        if (next.text.trim() !== '') yield next
      }
      held.push(chunk.subarray(start))
      size += chunk.length - start
      if (size > LONGEST_LINE) throw tooLong()
    }
  } catch (error) {
    if (error instanceof Unusable) throw error
    throw fileTrouble(name, error)
  }
  if (size > 0) {
    const last = line()
    if (last.text.trim() !== '') yield last
  }
}

/** A line as JSON; what is wrong with it otherwise. */
export function parseJson(file: string, { number, text }: Line): unknown {
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''))
    return value
  } catch (error) {
    const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text
    const reason = error instanceof Error ? error.message.split(/ in JSON| \(line/)[0] : ''
    throw new Unusable(
      `${file} 第 ${number} 行不是 JSON：${shown}。每行应当是一个完整的 JSON 对象。`,
      `${file}:${number}: not JSON (${reason}): ${shown}  Each line is one complete JSON object.`,
    )
  }
}
