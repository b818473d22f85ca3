import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { chineseNumber } from '../citation.ts'
import { restatements, statute } from '../statute.fixture.ts'
import type { Language } from '../text.ts'
import { expectationOf, type Expectation } from './expectation.ts'
import type { Tools } from './official-text.ts'

/** Texts for the importer's tests, made of our own restatement: no test needs the official text. */

export const tools: Tools = {
  decode: (encoding, bytes) => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      return undefined
    }
  },
  inflate: (bytes, largest) => {
    try {
      return inflateRawSync(bytes, { maxOutputLength: largest })
    } catch {
      return undefined
    }
  },
  // Parsing is the edge's; cli/export.test.ts reads documents of XML from their bytes.
  parseXml: () => undefined,
}

const file = restatements.editions['csl-2017']
const data = statute.editions.find(({ edition }) => edition.id === 'csl-2017')
if (file === undefined || data === undefined) throw new Error('the law of 2017 is not loaded')
const { articles } = file
const { chapters } = data.edition

export const law2017: Expectation = expectationOf(data.edition, file)

const heading = (language: Language, kind: 'chapter' | 'section', number: number, title: string): string =>
  language === 'zh'
    ? `第${chineseNumber(number)}${kind === 'chapter' ? '章' : '节'} ${title}`
    : `${kind === 'chapter' ? 'Chapter' : 'Section'} ${number} ${title}`

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ')

/** Lines of an article as an official text would have them. */
function articleLines(language: Language, number: number): string[] {
  const article = articles.find((each) => each.article === number)
  if (article === undefined) throw new Error(`no article ${number}`)
  return article.provisions.flatMap(({ provision, text }) => {
    const [, paragraph, item] = provision.split('.').map(Number)
    if (paragraph === undefined) return []
    const words = oneLine(text[language])
    if (item !== undefined) return [language === 'zh' ? `（${chineseNumber(item)}）${words}` : `(${item}) ${words}`]
    if (paragraph > 1) return [words]
    return [language === 'zh' ? `第${chineseNumber(number)}条 ${words}` : `Article ${number} ${words}`]
  })
}

/** The whole law in lines: title, contents, chapters, articles. `at` and `change` let a test spoil one line. */
export function lawLines(language: Language): string[] {
  const title = language === 'zh' ? '中华人民共和国网络安全法' : "Cybersecurity Law of the People's Republic of China"
  const parts = (withArticles: boolean): string[] =>
    chapters.flatMap(({ chapter, title, sections }) => {
      const own = articles.filter((article) => article.chapter === chapter)
      const lines = (section: number | undefined): string[] =>
        withArticles ? own.filter((article) => article.section === section).flatMap((article) => articleLines(language, article.article)) : []
      return [
        heading(language, 'chapter', chapter, title[language]),
        ...lines(undefined),
        ...sections.flatMap(({ section, title }) => [heading(language, 'section', section, title[language]), ...lines(section)]),
      ]
    })
  return [title, language === 'zh' ? '目录' : 'Contents', ...parts(false), ...parts(true)]
}

export const lawText = (language: Language): string => lawLines(language).join('\n')

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text)

export function utf16(text: string, bigEndian: boolean): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, 0xfeff, !bigEndian)
  for (let at = 0; at < text.length; at++) view.setUint16(2 + at * 2, text.charCodeAt(at), !bigEndian)
  return bytes
}

/** GB18030 by turning the decoder round over its two-byte codes. */
export function gb18030(text: string): Uint8Array {
  const decoder = new TextDecoder('gb18030')
  const codes = new Map<string, readonly number[]>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      if (low === 0x7f) continue
      const character = decoder.decode(new Uint8Array([high, low]))
      if (character.length === 1 && !codes.has(character)) codes.set(character, [high, low])
    }
  }
  return new Uint8Array(Array.from(text, (each) => (each.charCodeAt(0) < 128 ? [each.charCodeAt(0)] : (codes.get(each) ?? [63]))).flat())
}

/** A zip with the given files, deflated. */
export function zip(files: Readonly<Record<string, string>>): Uint8Array {
  const chunks: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const [path, raw] = [Buffer.from(name), Buffer.from(text)]
    const packed = deflateRawSync(raw)
    const local = Buffer.alloc(30)
    local.writeUInt32LE(0x04034b50, 0)
    local.writeUInt16LE(8, 8)
    local.writeUInt32LE(packed.length, 18)
    local.writeUInt32LE(raw.length, 22)
    local.writeUInt16LE(path.length, 26)
    const entry = Buffer.alloc(46)
    entry.writeUInt32LE(0x02014b50, 0)
    entry.writeUInt16LE(8, 10)
    entry.writeUInt32LE(packed.length, 20)
    entry.writeUInt32LE(raw.length, 24)
    entry.writeUInt16LE(path.length, 28)
    entry.writeUInt32LE(offset, 42)
    chunks.push(local, path, packed)
    central.push(entry, path)
    offset += local.length + path.length + packed.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(offset, 16)
  return new Uint8Array(Buffer.concat([...chunks, directory, end]))
}

const escape = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

export function docx(lines: readonly string[]): Uint8Array {
  const body = lines.map((line) => `<w:p><w:pPr><w:rPr><w:strike/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">${escape(line)}</w:t></w:r></w:p>`).join('')
  return zip({
    '[Content_Types].xml': '<Types/>',
    'word/document.xml': `<?xml version="1.0" encoding="UTF-8"?><w:document><w:body>${body}</w:body></w:document>`,
  })
}

export function page(lines: readonly string[]): string {
  const body = lines.map((line) => `<p>&emsp;&emsp;${escape(line)}</p>`).join('\n')
  return `<!DOCTYPE html><html><head><title>x</title><style>p{}</style></head><body><nav>首页</nav><script>if (1 < 2) document.write("第一条 假")</script><div class="main">${body}</div><!-- 第二条 --><footer>版权所有</footer></body></html>`
}
