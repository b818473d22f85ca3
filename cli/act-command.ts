import { readFileSync } from 'node:fs'
import { Command } from 'commander'
import { publish } from '#journal/publication.ts'
import { catalogue } from '#procedures/catalogue.ts'
import type { CommandForm } from '#procedures/command.ts'
import type { CataloguedProcedure } from '#procedures/matter.ts'
import type { Dispatched } from '#server/dispatch.ts'
import { commandOf, flagOf } from './office/flag.ts'
import { actorAt, atOffice, partyAt, refusedWords, type OfficeFlags } from './office/place.ts'
import { dataOption, language, printJson } from './option.ts'
import { fileTrouble, Unusable } from './unusable.ts'

interface ActFlags extends OfficeFlags {
  readonly key?: string
  readonly file?: string
}

/** `dutybook act PROCEDURE COMMAND`: every command of every procedure, with the flags of its form. */
export function actCommand(): Command {
  const act = new Command('act')
    .description('办理：目录中的每一项，参数与表单相同 / every command of every procedure, with the flags of its form')
    .addHelpText(
      'after',
      '\nExample:\n  dutybook act system enter pay --name \'{"zh":"支付","en":"Payments"}\' --since 2024-01-02 --facts \'{"gradedLevel":3}\' --particulars \'{}\'\n',
    )
  for (const procedure of catalogue) act.addCommand(procedureCommand(procedure))
  return act
}

function procedureCommand(procedure: CataloguedProcedure): Command {
  const command = new Command(procedure.id).description(`${procedure.title.zh} / ${procedure.title.en}`)
  for (const form of procedure.commands) command.addCommand(formCommand(procedure, form))
  return command
}

function formCommand(procedure: CataloguedProcedure, form: CommandForm): Command {
  const ofParty = procedure.of === 'party'
  const made = new Command(form.type)
    .description(`${form.title.zh} / ${form.title.en}${form.help === null ? '' : `\n${form.help.zh} / ${form.help.en}`}`)
    .argument(ofParty ? '[subject]' : '<subject>', ofParty ? 'the party itself; may be left out' : 'the matter or register entry, by an id of your own')
  for (const field of form.fields) made.addOption(flagOf(field))
  return made
    .option('--file <file>', 'the whole command as JSON, instead of flags; - for standard input')
    .option('--key <key>', 'the request’s own name: given again, it is done once')
    .option('--party <party>', 'for which party, where there are several: its id or its name')
    .option('--as <person>', 'who acts, where the party has several people: id or name')
    .addOption(dataOption())
    .addOption(language())
    .action((subject: string | undefined, flags: ActFlags & Readonly<Record<string, unknown>>) => give(procedure, form, subject ?? 'self', flags))
}

async function give(procedure: CataloguedProcedure, form: CommandForm, subject: string, flags: ActFlags & Readonly<Record<string, unknown>>): Promise<void> {
  const command = flags.file === undefined ? commandOf(form, flags) : readCommand(flags.file)
  await atOffice(flags, async (place) => {
    const { id } = await partyAt(place, flags.party)
    const actor = await actorAt(place, id, flags.as)
    const done = await place.office.dispatch.give(id, {
      procedure: procedure.id,
      subject,
      command,
      actor,
      ...(flags.key === undefined ? {} : { name: `${actor.person} ${flags.key}` }),
    })
    tell(done)
    const { app, secrets } = place.office.database
    await publish(app, secrets.master, id, { now: Date.now(), keep: (published) => place.keep(published, id) })
  })
}

function readCommand(file: string): unknown {
  let text: string
  try {
    text = readFileSync(file === '-' ? 0 : file, 'utf8')
  } catch (error) {
    throw fileTrouble(file, error)
  }
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    throw new Unusable(`${file} 不是 JSON。`, `${file} is not JSON.`)
  }
}

function tell(done: Dispatched): void {
  switch (done.kind) {
    case 'accepted':
      printJson(done)
      return
    case 'refused':
      throw refusedWords(done.refusal)
    case 'name-taken':
      throw new Unusable('--key 已用于另一个请求，请换一个。', 'this --key was used for another request; take another.')
    case 'no-party':
    case 'no-procedure':
      throw new Error(`a command of the catalogue met ${done.kind}`)
  }
}
