import { exposureOperations } from './contract/exposure.ts'
import { fileOperations } from './contract/file.ts'
import { importOperations } from './contract/import.ts'
import { journalOperations } from './contract/journal.ts'
import { lawOperations } from './contract/law.ts'
import { matterOperations } from './contract/matter.ts'
import { noticeOperations } from './contract/notice.ts'
import type { Operation } from './contract/operation.ts'
import { partyOperations } from './contract/party.ts'
import { planOperations } from './contract/plan.ts'
import { reportOperations } from './contract/report.ts'
import { searchOperations } from './contract/search.ts'
import { settingsOperations } from './contract/settings.ts'
import { viewOperations } from './contract/view.ts'

/**
 * What the application answers besides commands, documents and signing in: one entry for each operation, named as in the API's description.
 * Pure, so that whoever calls it checks what is sent and what comes back by the same schemas.
 */
export const operations = {
  ...lawOperations,
  ...importOperations,
  ...matterOperations,
  ...noticeOperations,
  ...exposureOperations,
  ...partyOperations,
  ...planOperations,
  ...journalOperations,
  ...fileOperations,
  ...reportOperations,
  ...searchOperations,
  ...settingsOperations,
  ...viewOperations,
} as const satisfies Readonly<Record<string, Operation>>
