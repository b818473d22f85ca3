import { Command, Option } from 'commander'
import { inParty } from '#journal/sql.ts'
import { PERSON_ROLES } from '#procedures/access.ts'
import type { Refused } from '#procedures/refusal.ts'
import { COMMAND_LINE, deactivate, endSessionsOfPerson, invite, inviteAgain, reactivate, type Doing } from '#server/access/people.ts'
import type { Office } from '#server/office.ts'
import { addPerson, NewPerson, peopleOf } from '#server/person.ts'
import { atOffice, partyAt, personAt, refusedWords, type OfficeFlags } from './office/place.ts'
import { dataOption, language, partyOption, printJson } from './option.ts'
import { Unusable } from './unusable.ts'

/** People in a party, and their roles. */
export function personCommand(): Command {
  return new Command('person')
    .description('人员：添加、列出、邀请、找回、停用、恢复 / people of a party: add, list, invite, recover, deactivate, reactivate')
    .addCommand(
      new Command('add')
        .description('添加人员；系统、安全、审计管理员三权分立 / add a person; no one has two of the three administrators’ powers')
        .requiredOption('--name <name>', '姓名 / name')
        .addOption(new Option('--role <role...>', '岗位 / roles').choices(PERSON_ROLES).makeOptionMandatory())
        .addOption(partyOption())
        .addOption(dataOption())
        .addOption(language())
        .action(({ name, role, ...flags }: OfficeFlags & { readonly name: string; readonly role: string[] }) =>
          atOffice(flags, async (place) => {
            const { id, card } = await partyAt(place, flags.party)
            const added = await inParty(place.office.database.app, id, (sql) => addPerson(sql, card, NewPerson.parse({ name, roles: role })))
            if (added.kind === 'refused') throw refusedWords(added.refusal)
            printJson({ person: added.person, name, roles: role })
          }),
        ),
    )
    .addCommand(
      new Command('list')
        .description('列出人员 / the people')
        .addOption(partyOption())
        .addOption(dataOption())
        .addOption(language())
        .action((flags: OfficeFlags) =>
          atOffice(flags, async (place) => {
            const { id } = await partyAt(place, flags.party)
            for (const person of await inParty(place.office.database.app, id, (sql) => peopleOf(sql, id), { readOnly: true })) printJson(person)
          }),
        ),
    )
    .addCommand(
      about('invite', '邀请：链接只显示一次 / a link to choose a password by, shown once', (command) =>
        command
          .requiredOption('--account <name>', '账号名 / the account’s name')
          .option('--name <name>', '姓名：新人员 / the name of somebody new')
          .addOption(new Option('--role <role...>', '岗位：新人员 / the roles of somebody new').choices(PERSON_ROLES))
          .option('--person <person>', '已添加、尚无账号的人员 / somebody who was added and has no account: id or name'),
      ).action(({ account, name, role, person, ...flags }: InviteFlags) =>
        administer(flags, async (office, doing) => {
          if (person !== undefined && name === undefined && role === undefined)
            return inviteAgain(office, doing, await personAt(office, doing.id, person), account)
          const given = NewPerson.safeParse({ name, roles: role })
          if (!given.success || person !== undefined)
            throw new Unusable(
              '新人员请写 --name 与 --role，已添加的人员请写 --person。',
              'name somebody new with --name and --role, or somebody who was added with --person.',
            )
          return invite(office, doing, { ...given.data, account })
        }),
      ),
    )
    .addCommand(
      about('recover', '忘记口令：重新设定的链接，管理员也可以 / a lost password: a link to choose another, for administrators too', oneOf).action(
        (person: string, flags: OfficeFlags) =>
          administer(flags, async (office, doing) => inviteAgain(office, doing, await personAt(office, doing.id, person))),
      ),
    )
    .addCommand(
      about('deactivate', '停用：登录、令牌、链接随即终止 / somebody leaves: sessions, tokens and links end at once', (command) =>
        oneOf(command).option('--successor <person>', '接手其名下义务的人员 / who takes on what they own: id or name'),
      ).action((person: string, { successor, ...flags }: OfficeFlags & { readonly successor?: string }) =>
        administer(flags, async (office, doing) =>
          deactivate(
            office,
            doing,
            await personAt(office, doing.id, person),
            successor === undefined ? undefined : await personAt(office, doing.id, successor),
          ),
        ),
      ),
    )
    .addCommand(
      about('reactivate', '恢复：须重新设定口令 / somebody comes back, and chooses a password anew', oneOf).action((person: string, flags: OfficeFlags) =>
        administer(flags, async (office, doing) => reactivate(office, doing, await personAt(office, doing.id, person))),
      ),
    )
    .addCommand(
      about('end-sessions', '结束其全部登录 / end every session of somebody', oneOf).action((person: string, flags: OfficeFlags) =>
        administer(flags, async (office, doing) => endSessionsOfPerson(office, doing, await personAt(office, doing.id, person))),
      ),
    )
}

interface InviteFlags extends OfficeFlags {
  readonly account: string
  readonly name?: string
  readonly role?: string[]
  readonly person?: string
}

const about = (verb: string, words: string, more: (command: Command) => Command): Command =>
  more(new Command(verb).description(words)).addOption(partyOption()).addOption(dataOption()).addOption(language())

const oneOf = (command: Command): Command => command.argument('<person>', '人员：编号或姓名 / whom: id or name')

/** What is done to a person in the name of whoever has the data folder. A link is printed; there is no mail. */
async function administer(
  flags: OfficeFlags,
  work: (office: Office, doing: Doing) => Promise<Refused | { readonly kind: string; readonly text?: string }>,
): Promise<void> {
  await atOffice(flags, async (place) => {
    const { id, card } = await partyAt(place, flags.party)
    const done = await work(place.office, { id, party: card, person: COMMAND_LINE })
    if ('refusal' in done) throw refusedWords(done.refusal)
    printJson(done)
  })
}
