import { Command, InvalidArgumentError, Option } from 'commander'
import { inParty } from '#journal/sql.ts'
import { instant } from '#law/instant.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { LEVELS, PARTY_KINDS, REMITS } from '#procedures/party.ts'
import { PartyCard } from '#server/contract/party.ts'
import { registerParty } from '#server/party.ts'
import { createToken, endToken } from '#server/person.ts'
import { rebuild } from '#server/rebuild.ts'
import { actorAt, atOffice, newParty, partyAt, type OfficeFlags } from './office/place.ts'
import { dataOption, instantArgument, language, partyOption, print, printJson, type Common } from './option.ts'
import { Unusable } from './unusable.ts'

interface RegisterFlags extends OfficeFlags {
  readonly kind: string
  readonly zh: string
  readonly en: string
  readonly region: string
  readonly remit?: string
  readonly level?: string
}

/** Parties: whose journal it is. */
export function partyCommand(): Command {
  return new Command('party')
    .description('主体：登记、列出 / parties: register, list')
    .addCommand(
      new Command('register')
        .description('登记主体，并建立空的日志 / register a party with an empty journal')
        .addOption(new Option('--kind <kind>', '主体类型 / what it is').choices(PARTY_KINDS.filter((kind) => kind !== 'public')).makeOptionMandatory())
        .requiredOption('--zh <name>', '中文名称 / Chinese name')
        .requiredOption('--en <name>', '英文名称 / English name')
        .requiredOption('--region <code>', '行政区划代码 / region, six digits (GB/T 2260)')
        .addOption(new Option('--remit <remit>', '主管部门的职责 / a department’s remit').choices(REMITS))
        .addOption(new Option('--level <level>', '主管部门的层级 / a department’s level').choices(LEVELS))
        .addOption(dataOption())
        .addOption(language())
        .action(async ({ kind, zh, en, region, remit, level, ...flags }: RegisterFlags) => {
          const card = PartyCard.safeParse({ kind, zh, en, region, ...(remit === undefined ? {} : { remit }), ...(level === undefined ? {} : { level }) })
          if (!card.success)
            throw new Unusable(
              `不能登记：${card.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('；')}。主管部门须有 --remit 与 --level，其他主体没有。`,
              `it cannot be registered: ${card.error.issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}. A department has --remit and --level; others have neither.`,
            )
          await atOffice(flags, async ({ office: { database, clock } }) => {
            const id = newParty()
            await inParty(database.app, id, (sql) =>
              registerParty(sql, database.secrets.master, id, card.data, { origin: `dutybook.local/${id}`, now: clock() }),
            )
            printJson({ party: id, ...card.data })
          })
        }),
    )
    .addCommand(
      new Command('list')
        .description('列出主体 / the parties')
        .addOption(dataOption())
        .addOption(language())
        .action((flags: OfficeFlags) =>
          atOffice(flags, async ({ office: { database } }) => {
            const { rows } = await database.keeper.query('select party, kind, zh, en, region, remit, level from office.party order by zh, party')
            for (const row of rows) printJson(row)
          }),
        ),
    )
}

const DAY = 86_400_000 // ms
const LONGEST = 366 // days

function daysArgument(text: string): number {
  const days = Number(text)
  if (!/^\d+$/.test(text) || days < 1 || days > LONGEST) throw new InvalidArgumentError(`write a number of days from 1 to ${LONGEST}.`)
  return days
}

/** Tokens for programs. */
export function tokenCommand(): Command {
  return new Command('token')
    .description('接口令牌：签发、终止 / API tokens: issue, end')
    .addCommand(
      new Command('create')
        .description('签发令牌；只显示一次 / issue a token; it is shown once')
        .requiredOption('--name <name>', '用途 / what it is for')
        .option('--days <n>', '有效天数 / days until it expires', daysArgument, 90)
        .option('--as <person>', 'whose token, where the party has several people: id or name')
        .addOption(partyOption())
        .addOption(dataOption())
        .addOption(language())
        .action(({ name, days, ...flags }: OfficeFlags & { readonly name: string; readonly days: number }) =>
          atOffice(flags, async (place) => {
            const { id } = await partyAt(place, flags.party)
            const { person } = await actorAt(place, id, flags.as)
            const now = place.office.clock()
            print(await inParty(place.office.database.app, id, (sql) => createToken(sql, id, person, { name, now, expires: now + days * DAY })))
          }),
        ),
    )
    .addCommand(
      new Command('end')
        .description('终止令牌 / end a token at once')
        .argument('<token>', 'its id, the third part of the token')
        .addOption(partyOption())
        .addOption(dataOption())
        .addOption(language())
        .action((token: string, flags: OfficeFlags) =>
          atOffice(flags, async (place) => {
            const { id } = await partyAt(place, flags.party)
            const ended =
              /^[0-9a-f-]{36}$/.test(token) && (await inParty(place.office.database.app, id, (sql) => endToken(sql, id, token, place.office.clock())))
            if (!ended) throw new Unusable(`没有有效的令牌 ${token}。`, `there is no token ${token} that is still good.`)
          }),
        ),
    )
}

/** What a party owes now, by its own journal. */
export function boardCommand(): Command {
  return new Command('board')
    .description('主体现在的义务，按自己的日志计算 / what a party owes now, by its own journal')
    .option('--at <instant>', 'the clock of the answer (default: now)', instantArgument)
    .addOption(partyOption())
    .addOption(dataOption())
    .addOption(language())
    .action((flags: OfficeFlags & Common & { readonly at?: number }) =>
      atOffice(flags, async (place) => {
        const { id } = await partyAt(place, flags.party)
        const board = await place.office.board(id, instant(flags.at ?? Date.now()))
        if (board === undefined)
          throw new Unusable('尚未建立主体档案。先运行 dutybook act profile begin。', 'the party has no profile yet. Begin with dutybook act profile begin.')
        printJson(board)
      }),
    )
}

/** Computes the views anew from the journal. */
export function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('丢弃视图，由日志重新计算 / drop the views and compute them anew from the journal')
    .addOption(partyOption())
    .addOption(dataOption())
    .addOption(language())
    .action((flags: OfficeFlags) =>
      atOffice(flags, async (place) => {
        const { id } = await partyAt(place, flags.party)
        const { app, secrets } = place.office.database
        printJson({ party: id, ...(await rebuild(app, secrets.master, id, catalogue)) })
      }),
    )
}
