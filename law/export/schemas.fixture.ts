import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'

/**
 * The official schemas are not part of the repository. Where DUTYBOOK_SCHEMAS names a folder that holds them, what we write
 * is held against them; our own descriptions test the same without them.
 *
 * akomantoso30.xsd with its xml.xsd: OASIS LegalDocML, Akoma Ntoso 1.0 Part 2. oscal_*_schema.json: NIST, OSCAL 1.1.2.
 */
const folder = process.env['DUTYBOOK_SCHEMAS'] ?? ''

/** The path of a schema, in the folder itself or in `akn` or `oscal` below it; `undefined` where it is not there. */
export function schemaFile(name: string): string | undefined {
  if (folder === '') return undefined
  return ['', 'akn', 'oscal'].map((below) => join(folder, below, name)).find((path) => existsSync(path))
}

/** What an OSCAL schema has against a document; nothing where it is valid. */
export function oscalFaults(schema: string): (value: unknown) => string[] {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: true })
  formats.default(ajv)
  const parsed: unknown = JSON.parse(readFileSync(schema, 'utf8'))
  if (typeof parsed !== 'object' || parsed === null) throw new Error(`${schema} is no schema`)
  const validate = ajv.compile(parsed)
  return (value) => (validate(value) ? [] : (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`))
}
