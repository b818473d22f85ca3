import { Command } from 'commander'
import { inParty } from '#journal/sql.ts'
import type { Instant } from '#law/instant.ts'
import type { Party as PartyId } from '#journal/party.ts'
import type { Office } from '#server/office.ts'
import { delegate, nameOwner, releaseOwner, takeBack, type Settled } from '#server/owner/naming.ts'
import { holdingsOf, shownHolding } from '#server/owner/owner.ts'
import { actorAt, atOffice, partyAt, personAt, refusedWords, type OfficeFlags } from './office/place.ts'
import { dataOption, instantArgument, language, partyOption, printJson } from './option.ts'

interface HoldingFlags extends OfficeFlags {
  readonly norm?: string
  readonly why: string
}

/** Who acts, on what, and why. */
interface Given {
  readonly doing: Parameters<typeof nameOwner>[1]
  readonly what: { readonly subject: string; readonly norm: string | null; readonly why: string }
}

/** Owners of duties. The command line is run by whoever has the data folder; the journal says in whose name. */
export function ownerCommand(): Command {
  return new Command('owner')
    .description('责任人：列出、指定、交回、委托、收回 / owners of duties: list, name, release, delegate, take back')
    .addCommand(
      common(new Command('list').description('指定到人的义务 / what people hold by name')).action((flags: OfficeFlags) =>
        atOffice(flags, async (place) => {
          const { id } = await partyAt(place, flags.party)
          for (const holding of await inParty(place.office.database.app, id, (sql) => holdingsOf(sql, id), { readOnly: true })) printJson(shownHolding(holding))
        }),
      ),
    )
    .addCommand(
      about('name', '指定责任人 / make somebody the owner')
        .argument('<person>', '人员：编号或姓名 / whom: id or name')
        .action((subject: string, person: string, flags: HoldingFlags) =>
          settle(subject, flags, async (office, { doing, what }) => nameOwner(office, doing, { ...what, person: await personAt(office, doing.id, person) })),
        ),
    )
    .addCommand(
      about('release', '交回岗位 / give it back to the role').action((subject: string, flags: HoldingFlags) =>
        settle(subject, flags, (office, { doing, what }) => releaseOwner(office, doing, what)),
      ),
    )
    .addCommand(
      about('delegate', '委托他人至某时 / let somebody else do it until an instant')
        .argument('<person>', '人员：编号或姓名 / whom: id or name')
        .requiredOption('--until <instant>', '截止时间 / until when: an instant, or a day, which means its end', instantArgument)
        .action((subject: string, person: string, { until, ...flags }: HoldingFlags & { readonly until: Instant }) =>
          settle(subject, flags, async (office, { doing, what }) =>
            delegate(office, doing, { ...what, until, person: await personAt(office, doing.id, person) }),
          ),
        ),
    )
    .addCommand(
      about('take-back', '收回委托 / end a delegation').action((subject: string, flags: HoldingFlags) =>
        settle(subject, flags, (office, { doing, what }) => takeBack(office, doing, what)),
      ),
    )
}

const common = (command: Command): Command => command.addOption(partyOption()).addOption(dataOption()).addOption(language())

const about = (verb: string, words: string): Command =>
  common(new Command(verb).description(words))
    .argument('<subject>', '主体、登记或事项的编号；party 表示主体本身 / the id of a register entry or matter, or party for the party itself')
    .option('--norm <norm>', '规范；不写表示该对象的全部义务 / one norm; otherwise everything about the subject')
    .requiredOption('--why <words>', '理由 / why')
    .option('--as <person>', 'who acts, where the party has several people: id or name')

async function settle(subject: string, flags: HoldingFlags, work: (office: Office, given: Given) => Promise<Settled>): Promise<void> {
  await atOffice(flags, async (place) => {
    const { id, card } = await partyAt(place, flags.party)
    const person = await actorAt(place, id, flags.as)
    const what = { subject: subjectOf(subject, id), norm: flags.norm ?? null, why: flags.why }
    const settled = await work(place.office, { doing: { id, party: card, person }, what })
    if (settled.kind === 'refused') throw refusedWords(settled.refusal)
    printJson({ ...settled, ...what })
  })
}

const subjectOf = (asked: string, id: PartyId): string => (asked === 'party' ? id : asked)
