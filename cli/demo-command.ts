import { Command } from 'commander'
import { loadDemo, type LoadedDemo } from '#server/demo/load.ts'
import { demoParties } from '#server/demo/mark.ts'
import { removeDemoAlone } from '#server/demo/removal.ts'
import { languageOf } from './language.ts'
import { atOffice, type OfficeFlags } from './office/place.ts'
import { dataOption, language, printJson, type Common } from './option.ts'
import { Unusable } from './unusable.ts'

/** An invented company, its authorities and its public, with a year behind them: loaded to be looked at, and removed without a trace. */
export function demoCommand(): Command {
  return new Command('demo')
    .description('演示：载入、移除 / the demo: load, remove')
    .addCommand(
      new Command('load')
        .description('载入演示：一家虚构企业、主管部门和公众的一年 / a year of an invented company, its authorities and its public')
        .addOption(dataOption())
        .addOption(language())
        .addHelpText(
          'after',
          '\nIts people write in the language given. They sign in with a password that is made anew and printed once. `dutybook demo remove --yes` takes all of it away again.\n',
        )
        .action((flags: OfficeFlags & Common) =>
          atOffice(flags, async ({ office, folder }) => {
            const tongue = languageOf(flags.lang)
            const zh = tongue === 'zh'
            let shown = -1
            const loaded = await loadDemo(office, {
              folder,
              language: tongue,
              onProgress: (done, of) => {
                const tenth = Math.floor((done * 10) / of)
                if (tenth !== shown) process.stderr.write(zh ? `载入演示 ${tenth * 10}%\n` : `loading the demo: ${tenth * 10} %\n`)
                shown = tenth
              },
            })
            if (loaded.kind === 'there-already') throw thereAlready(loaded.ready)
            process.stderr.write(zh ? wordsZh(loaded) : wordsEn(loaded))
            printJson(loaded)
          }),
        ),
    )
    .addCommand(
      new Command('remove')
        .description('移除演示：每一行、每一个文件，真实主体不受影响 / remove every row and file of it, and nothing of a real party')
        .option('--yes', '确认移除 / yes, remove it')
        .addOption(dataOption())
        .addOption(language())
        .action((flags: OfficeFlags & { readonly yes?: boolean }) =>
          atOffice(flags, async ({ office, folder }) => {
            const parties = await demoParties(office.database.keeper)
            const names = (tongue: 'zh' | 'en'): string => parties.map(({ name }) => `  ${name[tongue]}`).join('\n')
            if (parties.length === 0) throw new Unusable('没有演示可移除。', 'there is no demo to remove.')
            if (flags.yes !== true)
              throw new Unusable(
                `将移除以下演示主体及其全部记录，不可恢复：\n${names('zh')}\n确认请加 --yes。`,
                `these demo parties would be removed with everything that they recorded, for good:\n${names('en')}\nAdd --yes to do so.`,
              )
            printJson({ kind: 'removed', ...(await removeDemoAlone(office, folder)) })
          }),
        ),
    )
}

function thereAlready(ready: boolean): Unusable {
  return ready
    ? new Unusable(
        '演示已经载入。要重新载入，先运行 dutybook demo remove --yes。',
        'the demo is loaded already. To load it anew, run dutybook demo remove --yes first.',
      )
    : new Unusable(
        '演示曾载入或移除到一半。先运行 dutybook demo remove --yes，再重新载入。',
        'the demo was cut off while it was loaded or removed. Run dutybook demo remove --yes, then load it again.',
      )
}

const accounts = ({ people }: LoadedDemo, tongue: 'zh' | 'en'): string =>
  people.map(({ account, name, roles, partyName }) => `  ${account.padEnd(14)} ${name}  ${partyName[tongue]}  ${roles.join(', ')}`).join('\n')

function wordsZh(loaded: LoadedDemo): string {
  return `已载入 ${loaded.steps} 项办理、${loaded.letters} 份公文。以下人员都用口令 ${loaded.password} 登录；口令只显示这一次。\n${accounts(loaded, 'zh')}\n`
}

function wordsEn(loaded: LoadedDemo): string {
  return `${loaded.steps} acts and ${loaded.letters} letters are loaded. These people sign in with the password ${loaded.password}, which is shown this once.\n${accounts(loaded, 'en')}\n`
}
