import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { element, type XmlElement } from '#law/export/xml.ts'
import { unescapeEntities } from '#law/import/markup.ts'

/** One node as the parser writes it: its name holds its children, `:@` its attributes, `#text` its text. */
const Node = z.record(z.string(), z.unknown())
const Nodes = z.array(Node)
const Attributes = z.record(z.string(), z.string()).default({})

/** References are left to us: the parser resolves named ones in a pass of its own, and numbers not at all. */
const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  trimValues: false,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: '#cdata',
})

/** Blanks between elements are layout; they count where there are words beside them. */
function childrenOf(nodes: unknown): (XmlElement | string)[] {
  const children = Nodes.parse(nodes).flatMap((node): (XmlElement | string)[] => {
    const text = node['#text']
    if (typeof text === 'string') return [unescapeEntities(text)]
    const literal = node['#cdata']
    if (literal !== undefined) return Nodes.parse(literal).flatMap((part) => (typeof part['#text'] === 'string' ? [part['#text']] : []))
    const name = Object.keys(node).find((key) => key !== ':@')
    if (name === undefined) return []
    const attributes = Object.entries(Attributes.parse(node[':@'])).map(([key, value]): [string, string] => [key, unescapeEntities(value)])
    return [element(name, Object.fromEntries(attributes), childrenOf(node[name]))]
  })
  return children.some((child) => typeof child === 'string' && child.trim() !== '') ? children : children.filter((child) => typeof child !== 'string')
}

/** How deep elements may stand in each other: a statute needs about fifteen. */
const DEEPEST = 100

const TAG = /<(\/?)([\p{L}_][\p{L}\p{N}_:.-]*)((?:\s+[\p{L}_][\p{L}\p{N}_:.-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/uy
const REFERENCE = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[\da-fA-F]{1,6});)/
/** What is no element and is passed over: comments, literal text, instructions. Each with its end. */
const PASSED = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** Whether every element is closed where it should be, within one root. The parser itself would close what is left open. */
function wellFormed(text: string): boolean {
  const open: string[] = []
  let roots = 0
  for (let at = 0; at < text.length;) {
    const next = text.indexOf('<', at)
    const words = text.slice(at, next < 0 ? text.length : next)
    if (REFERENCE.test(words) || (open.length === 0 && words.replace(/^\ufeff/, '').trim() !== '')) return false
    if (next < 0) break
    const passed = PASSED.find(([begin]) => text.startsWith(begin, next))
    if (passed !== undefined) {
      const end = text.indexOf(passed[1], next + passed[0].length)
      if (end < 0) return false
      at = end + passed[1].length
      continue
    }
    TAG.lastIndex = next
    const tag = TAG.exec(text)
    if (tag === null || REFERENCE.test(tag[3] ?? '')) return false
    const [, closes, name = '', , empty] = tag
    if (closes === '/') {
      if (open.pop() !== name) return false
    } else {
      if (open.length === 0) roots++
      if (empty !== '/') open.push(name)
    }
    if (open.length > DEEPEST) return false
    at = TAG.lastIndex
  }
  return open.length === 0 && roots === 1
}

/** A document of XML as a tree; `undefined` where it is not well formed, declares a document type, or is nested without end. */
export function parseXml(text: string): XmlElement | undefined {
  // A document type could declare entities that grow without end or read other files; the check below lets no declaration pass.
  if (!wellFormed(text)) return undefined
  let nodes: unknown
  try {
    nodes = parser.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return undefined // a name that the parser does not take
  }
  return childrenOf(nodes).find((child) => typeof child !== 'string')
}
