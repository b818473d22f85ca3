import { verifyBundle, type Verdict } from '../bundle.ts'
import { JournalFault } from '../fault.ts'
import { portableCrypto } from './portable-crypto.ts'
import { caution, headline, rowsOf, type Language } from './report.ts'

/** As much of a document as the page needs: nothing here is compiled with the types of a browser. */
interface Element {
  textContent: string | null
  className: string
  hidden: boolean
  lang: string
  value: string
  placeholder: string
  disabled: boolean
  readonly dataset: Record<string, string | undefined>
  readonly files: Iterable<PickedFile> | null
  readonly addEventListener: (event: 'change' | 'click', heard: () => void) => void
  readonly replaceChildren: (...children: readonly Element[]) => void
}

interface PickedFile {
  /** With the folder's own name before. */
  readonly webkitRelativePath: string
  readonly arrayBuffer: () => Promise<ArrayBuffer>
}

export interface Page {
  title: string
  readonly documentElement: Element
  readonly getElementById: (id: string) => Element | null
  readonly createElement: (name: string) => Element
  readonly querySelectorAll: (selector: string) => Iterable<Element>
}

const WORDS = {
  title: ['核验审计包', 'Verify an audit bundle'],
  lead: [
    '选择解开的审计包文件夹。核验在这台电脑上进行：不联网，不上传任何内容。',
    'Choose the folder of the unpacked bundle. It is checked on this computer: nothing is sent anywhere, and no network is used.',
  ],
  key: ['您信任的验证密钥（每行一个，可不填）', 'Verifier keys that you trust (one a line, may be left empty)'],
  keyHelp: [
    '从包以外的渠道取得，例如导出方公布的页面或盖章文件。不填则只用包内自带的密钥，整包伪造无法发现。',
    'From outside the bundle, such as the page or the sealed letter in which its owner published it. Without it only the keys inside the bundle are used, and a bundle forged as a whole is not found.',
  ],
  folder: ['审计包文件夹', 'Folder of the bundle'],
  run: ['核验', 'Verify'],
  none: ['请先选择文件夹。', 'Choose a folder first.'],
  badKey: ['给出的密钥无法使用：请整行复制验证密钥。', 'A given key is of no use: copy the whole line of the verifier key.'],
  unreadable: ['文件无法读取：请重新选择文件夹。', 'A file cannot be read: choose the folder again.'],
} as const satisfies Readonly<Record<string, readonly [zh: string, en: string]>>

/** What the page shows below the form. */
type Shown =
  | { readonly state: 'nothing' }
  | { readonly state: 'working'; readonly entries: number; readonly size: number }
  | { readonly state: 'trouble'; readonly why: 'none' | 'badKey' | 'unreadable' }
  | { readonly state: 'answered'; readonly verdict: Verdict }

/** The browser's part. `preferred` is a language tag, such as a browser names its own. */
export function runPage(page: Page, preferred: string): void {
  let language: Language = preferred.startsWith('zh') ? 'zh' : 'en'
  let shown: Shown = { state: 'nothing' }
  const at = (id: string): Element => {
    const element = page.getElementById(id)
    if (element === null) throw new Error(`the page has no element ${id}`)
    return element
  }
  const show = (next: Shown): void => {
    shown = next
    draw(page, at, shown, language)
  }
  const speak = (next: Language): void => {
    language = next
    page.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    page.title = wordOf('title', language)
    for (const element of page.querySelectorAll('[data-word]')) {
      const word = element.dataset['word']
      if (isWord(word)) element.textContent = wordOf(word, language)
    }
    draw(page, at, shown, language)
  }
  at('zh').addEventListener('click', () => speak('zh'))
  at('en').addEventListener('click', () => speak('en'))
  at('run').addEventListener('click', () => {
    at('run').disabled = true
    void check(at, show).finally(() => {
      at('run').disabled = false
    })
  })
  speak(language)
}

function isWord(word: string | undefined): word is keyof typeof WORDS {
  return word !== undefined && Object.hasOwn(WORDS, word)
}

function wordOf(word: keyof typeof WORDS, language: Language): string {
  return WORDS[word][language === 'zh' ? 0 : 1]
}

async function check(at: (id: string) => Element, show: (next: Shown) => void): Promise<void> {
  const files = new Map(Array.from(at('folder').files ?? [], (file) => [file.webkitRelativePath.replace(/^[^/]*\//, ''), file]))
  if (files.size === 0) {
    show({ state: 'trouble', why: 'none' })
    return
  }
  show({ state: 'working', entries: 0, size: 0 })
  const keys = at('key')
    .value.split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
  try {
    const read = async (path: string): Promise<Uint8Array | undefined> => {
      const file = files.get(path)
      return file === undefined ? undefined : new Uint8Array(await file.arrayBuffer())
    }
    const paths = [...files.keys()].toSorted()
    let steps = 0
    const onProgress = async (entries: number, size: number): Promise<void> => {
      show({ state: 'working', entries, size })
      // Now and then the page gets its turn to be drawn.
      if (++steps % 16 === 0) await new Promise((resolve) => setTimeout(resolve))
    }
    show({ state: 'answered', verdict: await verifyBundle(read, portableCrypto, { paths, onProgress, ...(keys.length > 0 ? { keys } : {}) }) })
  } catch (error) {
    show({ state: 'trouble', why: error instanceof JournalFault ? 'badKey' : 'unreadable' })
  }
}

function draw(page: Page, at: (id: string) => Element, shown: Shown, language: Language): void {
  const [answer, rows, warning] = [at('answer'), at('rows'), at('caution')]
  at('zh').disabled = language === 'zh'
  at('en').disabled = language === 'en'
  rows.replaceChildren()
  warning.hidden = true
  answer.hidden = shown.state === 'nothing'
  rows.hidden = shown.state !== 'answered'
  switch (shown.state) {
    case 'nothing':
      return
    case 'working':
      answer.className = 'working'
      answer.textContent = `… ${shown.entries} / ${shown.size}`
      return
    case 'trouble':
      answer.className = 'wrong'
      answer.textContent = `✗ ${wordOf(shown.why, language)}`
      return
    case 'answered': {
      const { verdict } = shown
      answer.className = verdict.ok ? 'right' : 'wrong'
      answer.textContent = `${verdict.ok ? '✓' : '✗'} ${headline(verdict, language)}`
      rows.replaceChildren(...rowsOf(verdict, language).flatMap(([label, value]) => [part(page, 'dt', label), part(page, 'dd', value)]))
      const words = caution(verdict, language)
      warning.hidden = words === undefined
      warning.textContent = words === undefined ? '' : `! ${words}`
    }
  }
}

function part(page: Page, name: string, text: string): Element {
  const element = page.createElement(name)
  element.textContent = text
  return element
}
