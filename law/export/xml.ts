/** An element of XML as a value: names with their prefixes, attributes in order, elements and text mixed. */
export interface XmlElement {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly (XmlElement | string)[]
}

type Attributes = Readonly<Record<string, string | undefined>>

/** Builds an element. An attribute that is `undefined` is left out. */
export function element(name: string, attributes: Attributes = {}, children: readonly (XmlElement | string)[] = []): XmlElement {
  const stated = Object.entries(attributes).flatMap(([key, value]): [string, string][] => (value === undefined ? [] : [[key, value]]))
  return { name, attributes: Object.fromEntries(stated), children }
}

/** Everything that XML 1.0 (2.2 Characters) does not allow, even as a reference. */
const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu
const REFERENCES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\t': '&#9;', '\n': '&#10;', '\r': '&#13;' }

function escape(text: string, characters: RegExp): string {
  return text.replaceAll(FORBIDDEN, '\ufffd').replaceAll(characters, (character) => REFERENCES[character] ?? character)
}

function print({ name, attributes, children }: XmlElement, indent: string): string {
  const head = `${name}${Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escape(value, /[&<>"\t\n\r]/g)}"`)
    .join('')}`
  if (children.length === 0) return `<${head}/>`
  // Blanks are words where there is text, and layout elsewhere.
  const mixed = children.some((child) => typeof child === 'string')
  const inner = children.map((child) => (typeof child === 'string' ? escape(child, /[&<>\r]/g) : print(child, mixed ? indent : `${indent}  `)))
  return mixed ? `<${head}>${inner.join('')}</${name}>` : `<${head}>${inner.map((each) => `\n${indent}  ${each}`).join('')}\n${indent}</${name}>`
}

/** A document in UTF-8 with its declaration. Characters that XML cannot hold become U+FFFD. */
export function printXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${print(root, '')}\n`
}

/** The name without its prefix: documents choose their own. */
export function localName({ name }: XmlElement): string {
  return name.slice(name.indexOf(':') + 1)
}

export function elementsOf({ children }: XmlElement): readonly XmlElement[] {
  return children.filter((child) => typeof child !== 'string')
}

/** The first child of that local name, and of each further name below it. */
export function descend(root: XmlElement, ...names: readonly string[]): XmlElement | undefined {
  return names.reduce<XmlElement | undefined>((at, name) => (at === undefined ? undefined : elementsOf(at).find((child) => localName(child) === name)), root)
}

/** All text inside, in order. */
export function textOf({ children }: XmlElement): string {
  return children.map((child) => (typeof child === 'string' ? child : textOf(child))).join('')
}
