import { randomUUID } from 'node:crypto'
import { Argument, Command, Option } from 'commander'
import { publish } from '#journal/publication.ts'
import { catalogue } from '#procedures/catalogue.ts'
import { drawDocument } from '#server/document/drawing.ts'
import { fileOf, FORMATS, type Format } from '#server/document/format.ts'
import { LANGUAGES, type SheetLanguage } from '#server/document/sheet.ts'
import { deliver, refuseTerminal } from './delivery.ts'
import { languageOf } from './language.ts'
import { actorAt, atOffice, partyAt, type OfficeFlags } from './office/place.ts'
import { dataOption } from './option.ts'
import { Unusable } from './unusable.ts'

interface DocumentFlags extends OfficeFlags {
  readonly format: Format
  readonly lang?: SheetLanguage
  readonly redacted?: boolean
  readonly out?: string
}

/** `dutybook document PROCEDURE SUBJECT ID`: what an authority or a person receives, as a file. */
export function documentCommand(): Command {
  const list = catalogue.flatMap(({ id, documents }) => documents.map((form) => `  ${id.padEnd(18)}${form.id.padEnd(26)}${form.title.zh} / ${form.title.en}`))
  return new Command('document')
    .description('文书：把事项的文书写成 DOCX 或 PDF / a document of a matter, as DOCX or PDF')
    .addArgument(new Argument('<procedure>', 'of which procedure').choices(catalogue.filter(({ documents }) => documents.length > 0).map(({ id }) => id)))
    .argument('<subject>', 'the matter; self for what a party has once')
    .argument('<id>', 'which document; they are listed below')
    .addOption(new Option('--format <format>', 'what to write').choices([...FORMATS]).makeOptionMandatory())
    .addOption(new Option('--lang <language>', 'the language of the document: zh, en, or both side by side').choices([...LANGUAGES]))
    .option('--redacted', '遮盖个人信息 / black out what is personal')
    .option('--out <file>', 'write to a file instead of standard output')
    .option('--party <party>', 'for which party, where there are several: its id or its name')
    .option('--as <person>', 'who reads, where the party has several people: id or name')
    .addOption(dataOption())
    .addHelpText(
      'after',
      `\nDocuments:\n${list.join('\n')}\n\nExample:\n  dutybook document incident 2026-014 incident-report --format pdf --lang both --out report.pdf\n`,
    )
    .action(write)
}

async function write(named: string, about: string, id: string, flags: DocumentFlags): Promise<void> {
  refuseTerminal(flags.format, flags.out, process.stdout.isTTY)
  const procedure = catalogue.find((each) => each.id === named)
  if (procedure === undefined || procedure.documents.every((form) => form.id !== id)) {
    const known = procedure?.documents.map((form) => form.id).join(', ') ?? ''
    throw new Unusable(`${named} 没有文书 ${id}。有：${known}`, `${named} has no document ${id}. It has: ${known}`)
  }
  const redacted = flags.redacted === true
  await atOffice(flags, async (place) => {
    const { office } = place
    const { id: party, card } = await partyAt(place, flags.party)
    const subject = procedure.of === 'party' ? party : about
    const drawn = await drawDocument(office, { id: party, party: card }, { procedure, subject, id })
    if (drawn === undefined)
      throw new Unusable(`${named} ${about} 不存在，或者还没有可写入 ${id} 的内容。`, `there is no ${named} ${about}, or nothing to write into ${id} yet.`)
    if (!redacted) {
      const actor = await actorAt(place, party, flags.as)
      const payload = new TextEncoder().encode(JSON.stringify({ ...actor, procedure: procedure.id, subject, document: id }))
      const { app, secrets } = office.database
      await office.recorder.append(party, {
        drafts: [{ id: randomUUID(), stream: 'access', kind: 'access.personal-read', subject: null, occurred: office.clock(), payload }],
      })
      await publish(app, secrets.master, party, { now: Date.now(), keep: (published) => place.keep(published, party) })
    }
    const language = flags.lang ?? languageOf(undefined)
    deliver(await fileOf(office.statute, drawn.document, flags.format, { language, redacted, proof: drawn.proof }), flags.out)
  })
}
