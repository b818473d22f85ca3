import { join } from 'node:path'
import { takeFolder, type Release } from '../database/folder-lock.ts'

/** Takes a witness’s folder for this process, or answers `undefined`. It does not keep everybody out: `WitnessFolder.advance` does not rely on it. */
export const lockFolder = (folder: string): Promise<Release | undefined> => takeFolder(folder, { purpose: 'dutybook-witness', file: join(folder, 'lock') })
