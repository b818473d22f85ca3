import { writeFileSync } from 'node:fs'
import { fileTrouble, Unusable } from './unusable.ts'

/** Refuses to write bytes that are no text onto a terminal. Asked before the work is done. */
export function refuseTerminal(format: string, out: string | undefined, terminal: boolean): void {
  if (out !== undefined || !terminal) return
  throw new Unusable(
    `${format} 文件不能显示在终端上。请用 --out 文件名.${format}，或者把输出转到文件。`,
    `a ${format} file cannot be shown on a terminal. Add --out NAME.${format}, or send the output to a file.`,
  )
}

/** Writes a report to a file, or to standard output. */
export function deliver(content: string | Uint8Array, out: string | undefined): void {
  if (out === undefined) {
    process.stdout.write(content)
    return
  }
  try {
    writeFileSync(out, content)
  } catch (error) {
    throw fileTrouble(out, error)
  }
}
