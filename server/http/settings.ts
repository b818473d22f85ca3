import type { FastifyInstance } from 'fastify'
import type { Site } from '../access/reception.ts'
import { fileOperations } from '../contract/file.ts'
import { routeOf } from '../contract/operation.ts'
import { settingsOperations } from '../contract/settings.ts'
import type { Office } from '../office.ts'
import { counterOf } from './counter.ts'
import { VERSION } from './openapi.ts'

const BACKUP = {
  zh: 'dutybook backup 文件 --data 数据文件夹（运行中即可）；主密钥 keys/master.key 另行保管。',
  en: 'dutybook backup FILE --data FOLDER, while it runs; keep the master key, keys/master.key, elsewhere.',
}

/** What runs here. Where the database is, only the system administrator is told. */
export function settingsRoutes(
  app: FastifyInstance,
  office: Office,
  {
    site,
    mail,
    mostFile = fileOperations.storeFile.body.most,
  }: { readonly site?: Site | undefined; readonly mail: boolean; readonly mostFile?: number | undefined },
): void {
  const { database, statute } = office
  const { asking } = counterOf(office, site)

  app.get(
    routeOf(settingsOperations.settings),
    asking(async ({ person }, _request, reply) => {
      const where = person.roles.includes('system-administrator') ? database.where : null
      const kind = database.embedded === undefined ? 'own' : 'embedded'
      return reply.send({ version: VERSION, encoding: statute.encoding, database: { kind, where }, mail, mostFile, backup: BACKUP })
    }),
  )
}
