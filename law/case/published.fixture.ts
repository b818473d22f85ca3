import { readdirSync, readFileSync } from 'node:fs'
import { compileLiabilityLaw } from '../answer.ts'
import { printProblem, type Problem } from '../source.ts'
import { statute } from '../statute.fixture.ts'
import { readCases } from './case.ts'
import { publishedCase, type PublishedCase } from './published.ts'

const folder = new URL('./', import.meta.url)
const problems: Problem[] = []
const law = compileLiabilityLaw(statute)

/** The published cases of this repository, as the build writes them. */
export const publishedCases: readonly PublishedCase[] = readdirSync(folder)
  .filter((name) => /^published.*\.yaml$/.test(name))
  .toSorted()
  .flatMap((name) => readCases({ name, text: readFileSync(new URL(name, folder), 'utf8') }, problems))
  .flatMap((each) => publishedCase(law, each) ?? [])

if (problems.length > 0) throw new Error(problems.map(printProblem).join('\n'))
