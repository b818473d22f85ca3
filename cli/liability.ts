import { compileLiabilityLaw, type LiabilityAnswer, type LiabilityLaw } from '#law/answer.ts'
import { decide, strayViolation } from '#law/decision.ts'
import { Question } from '#law/question.ts'
import { issueWords } from '#law/source.ts'
import type { Language } from '#law/text.ts'
import { linesOf, parseJson, type Line } from './lines.ts'
import { liabilityText } from './liability-text.ts'
import { readStatute } from './statute.ts'
import { Unusable } from './unusable.ts'

/** One line as a question that the law can answer, or what is wrong with it. */
function parseQuestion(law: LiabilityLaw, file: string, line: Line): Question {
  const raw = parseJson(file, line)
  const parsed = Question.safeParse(raw)
  if (!parsed.success) {
    const issues = parsed.error.issues.map((issue) => issueWords(issue, raw)).join('; ')
    throw new Unusable(`${file} 第 ${line.number} 行：${issues}`, `${file}:${line.number}: ${issues}`)
  }
  const question = parsed.data
  const missing = strayViolation(law.statute, question)
  if (missing !== undefined) throw new Unusable(`${file} 第 ${line.number} 行：violated：${missing}`, `${file}:${line.number}: violated: ${missing}`)
  return question
}

/** How many faulty lines are told before the rest is only counted. */
const MOST_FAULTS = 20

/**
 * Answers every question of the files, in order. All lines are read and checked before the first answer is written, so
 * that bad input leaves nothing half done.
 */
export async function liability(files: readonly string[], json: boolean, language: Language): Promise<void> {
  const law = compileLiabilityLaw(readStatute())
  const questions: Question[] = []
  const faults: Unusable[] = []
  for (const file of files.length === 0 ? ['-'] : files) {
    for await (const line of linesOf(file)) {
      try {
        questions.push(parseQuestion(law, file === '-' ? 'stdin' : file, line))
      } catch (error) {
        if (!(error instanceof Unusable)) throw error
        faults.push(error)
      }
    }
  }
  if (faults.length > 0) {
    const told = faults.slice(0, MOST_FAULTS)
    const rest = faults.length - told.length
    throw new Unusable(
      [...told.map((fault) => fault.words.zh), ...(rest > 0 ? [`另有 ${rest} 行有错误`] : []), '未写出任何回答。'].join('\n'),
      [...told.map((fault) => fault.words.en), ...(rest > 0 ? [`and ${rest} more faulty lines`] : []), 'No answer was written.'].join('\n'),
    )
  }
  if (questions.length === 0)
    throw new Unusable(
      '没有输入：每行一个 JSON 对象，从标准输入或文件读取。见 dutybook liability --help。',
      'no input: one JSON object a line, on stdin or in files. See dutybook liability --help.',
    )
  const write = (found: LiabilityAnswer): string => (json ? JSON.stringify(found) : liabilityText(found, language))
  for (const question of questions) process.stdout.write(`${write(decide(law, question))}\n`)
}
