import type { Locator, Page } from 'playwright-core'

/** What the parts of every page are called that somebody uses wherever they are. */
const WORDS = {
  zh: {
    look: '下一步：核对发出的内容',
    recorded: /已记入日志第 \d+ 号/,
    begin: '新建',
    matters: '事项',
    next: '接下来',
    others: /还可以办理/,
    mark: '必填',
    add: '+ 再加一项',
    line: '添加',
    menu: '主菜单',
  },
  en: {
    look: 'Next: see what leaves',
    recorded: /Recorded as entry \d+ of the journal/,
    begin: 'Begin',
    matters: 'Matters',
    next: 'Next',
    others: /What else can be done/,
    mark: 'required',
    add: '+ Add one',
    line: 'Add',
    menu: 'Main menu',
  },
} as const

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** A value of a field: text is typed; a choice is one word of its options, several of them a list; parts of a list are fields again. */
type Said = string | readonly string[] | readonly Readonly<Record<string, string>>[]
export type Saying = Readonly<Record<string, Said>>

/** Somebody at a browser, who knows what stands on the page and nothing else: by role and name. */
export class Hand {
  readonly page: Page
  readonly #words: (typeof WORDS)['zh' | 'en']

  constructor(page: Page, language: 'zh' | 'en') {
    this.page = page
    this.#words = WORDS[language]
    page.setDefaultTimeout(30_000)
  }

  get main(): Locator {
    return this.page.getByRole('main')
  }

  /** The name of a field: what it is called, and perhaps that it must be filled in. */
  #named(label: string): RegExp {
    return new RegExp(`^${escaped(label)}(?: ${this.#words.mark})?(?: · .+)?$`)
  }

  async press(name: string | RegExp, within: Locator = this.page.locator('body')): Promise<void> {
    await within
      .getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })
      .first()
      .click()
  }

  async follow(name: string | RegExp, within: Locator = this.page.locator('body')): Promise<void> {
    await within
      .getByRole('link', typeof name === 'string' ? { name, exact: true } : { name })
      .first()
      .click()
  }

  /** To a page of the main menu. */
  async visit(name: string): Promise<void> {
    await this.follow(name, this.page.getByRole('navigation', { name: this.#words.menu }))
  }

  /** A matter that is begun from the table of all. */
  async begin(command: string): Promise<void> {
    await this.visit(this.#words.matters)
    await this.press(new RegExp(`^${this.#words.begin}`), this.main)
    await this.page
      .getByRole('menuitem', { name: new RegExp(`^${escaped(command)} `) })
      .first()
      .click()
    await this.main.getByRole('heading', { level: 1, name: command, exact: true }).waitFor()
  }

  /** What comes next on the matter that is open, or what else can be done about it. */
  async act(command: string): Promise<void> {
    const next = this.page.getByRole('region', { name: this.#words.next, exact: true })
    await next.waitFor()
    const link = next.getByRole('link', { name: command, exact: true })
    const shown = next.getByText(this.#words.others)
    await link.or(shown).first().waitFor()
    if (!(await link.isVisible())) await shown.click()
    await link.first().click()
    await this.main.getByRole('button', { name: /./ }).first().waitFor()
  }

  /** Fills in a form, field by field, as its labels say. */
  async enter(saying: Saying, within: Locator = this.main): Promise<void> {
    for (const [label, said] of Object.entries(saying)) await this.#answer(label, said, within)
  }

  async #answer(label: string, said: Said, within: Locator): Promise<void> {
    const name = this.#named(label)
    const group = within.getByRole('group', { name })
    const control = within.getByLabel(name).and(within.locator('input, textarea'))
    await group.or(control).first().waitFor()
    if (await group.first().isVisible()) return this.#choose(group.first(), said)
    const field = control.first()
    const role = await field.getAttribute('role')
    const texts = typeof said === 'string' ? [said] : said.filter((each) => typeof each === 'string')
    for (const text of texts) {
      await field.click()
      await field.fill(text)
      if (role === 'combobox') {
        await this.page.locator('.ant-select-item-option:visible').filter({ hasText: text }).first().click()
      } else if (/^\d{4}-\d\d-\d\d/.test(text)) await field.press('Enter')
    }
    if (role === 'combobox') await field.press('Escape')
  }

  async #choose(group: Locator, said: Said): Promise<void> {
    for (const [place, each] of (typeof said === 'string' ? [said] : said).entries()) {
      if (typeof each !== 'string') {
        await this.press(this.#words.add, group)
        const part = group.locator('.field-part').nth(place)
        await this.enter(each, part)
      } else if ((await group.getByRole('radio').or(group.getByRole('checkbox')).count()) > 0) await group.getByText(each, { exact: true }).click()
      else if ((await group.getByRole('button', { name: this.#words.line, exact: true }).count()) > 0) {
        await group.getByRole('textbox').fill(each)
        await this.press(this.#words.line, group)
      } else {
        await this.press(this.#words.add, group)
        await group.getByRole('textbox').nth(place).fill(each)
      }
    }
  }

  /** Presses the button of a form, and that of what leaves where something does; waits until it is on record. */
  async send(command: string): Promise<void> {
    const look = this.main.getByRole('button', { name: this.#words.look, exact: true })
    const button = this.main.getByRole('button', { name: command, exact: true })
    await look.or(button).first().waitFor()
    if (await look.isVisible()) await look.click()
    await button.click()
    await this.page.getByRole('status').filter({ hasText: this.#words.recorded }).waitFor()
  }

  /** One step on the matter that is open: the link to its form, the form, the button. */
  async do(command: string, saying: Saying = {}): Promise<void> {
    await this.act(command)
    await this.enter(saying)
    await this.send(command)
  }
}
