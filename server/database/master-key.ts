import { join } from 'node:path'

/** Where the installation's master key lies: `$DUTYBOOK_MASTER_KEY_FILE`, else in the data folder. The key is in no backup. */
export function masterKeyFile(folder: string, file = process.env['DUTYBOOK_MASTER_KEY_FILE']): string {
  return file === undefined || file === '' ? join(folder, 'keys', 'master.key') : file
}
