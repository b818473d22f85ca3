import type { FastifyInstance } from 'fastify'
import { instant } from '#law/instant.ts'
import { momentOf } from '#procedures/moment.ts'
import type { Site } from '../access/reception.ts'
import { fileOperations } from '../contract/file.ts'
import { routeOf } from '../contract/operation.ts'
import { settingsOperations } from '../contract/settings.ts'
import { lastBackup } from '../database/backup-record.ts'
import type { Office } from '../office.ts'
import { counterOf } from './counter.ts'
import { VERSION } from './openapi.ts'

const BACKUP = {
  zh: 'dutybook backup 文件 --data 数据文件夹（运行中即可）；主密钥 keys/master.key 另行保管。',
  en: 'dutybook backup FILE --data FOLDER, while it runs; keep the master key, keys/master.key, elsewhere.',
}

/** What runs here. Where the database is and when it was last backed up, only the system administrator is told. */
export function settingsRoutes(
  app: FastifyInstance,
  office: Office,
  {
    site,
    mail,
    folder,
    mostFile = fileOperations.storeFile.body.most,
  }: { readonly site?: Site | undefined; readonly mail: boolean; readonly folder?: string | undefined; readonly mostFile?: number | undefined },
): void {
  const { database, statute } = office
  const { asking } = counterOf(office, site)

  app.get(
    routeOf(settingsOperations.settings),
    asking(async ({ person }, _request, reply) => {
      const administers = person.roles.includes('system-administrator')
      const where = administers ? database.where : null
      const made = administers && folder !== undefined ? await lastBackup(folder) : undefined
      const newest = made === undefined ? null : { at: momentOf(instant(made.at)), bytes: made.bytes }
      const kind = database.embedded === undefined ? 'own' : 'embedded'
      return reply.send({ version: VERSION, encoding: statute.encoding, database: { kind, where }, mail, mostFile, lastBackup: newest, backup: BACKUP })
    }),
  )
}
