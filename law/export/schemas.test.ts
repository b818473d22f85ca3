import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { XmlDocument, XsdValidator } from 'libxml2-wasm'
import { xmlRegisterFsInputProviders } from 'libxml2-wasm/lib/nodejs.mjs'
import { describe, expect, test } from 'vitest'
import { ROLES } from '../role.ts'
import { restatements, statute } from '../statute.fixture.ts'
import { akomaNtoso, restatementOf } from './akomantoso.ts'
import { oscalCatalog, oscalProfile, type CatalogSource } from './oscal.ts'
import { oscalFaults, schemaFile } from './schemas.fixture.ts'
import { printXml } from './xml.ts'

const LANGUAGES = ['zh', 'en'] as const
const [XSD, CATALOG, PROFILE] = ['akomantoso30.xsd', 'oscal_catalog_schema.json', 'oscal_profile_schema.json'].map(schemaFile)
const UUID = '6ba7b811-9dad-51d1-80b4-00c04fd430c8'

const sources = statute.editions.flatMap((data) => {
  const restated = restatements.editions[data.edition.id]
  return restated === undefined ? [] : LANGUAGES.map((language): CatalogSource => ({ statute, data, restated, language, uuid: () => UUID }))
})

test('there are three editions in two languages', () => {
  expect(sources).toHaveLength(6)
})

function xsdFaults(path: string): (xml: string) => string[] {
  xmlRegisterFsInputProviders() // for the import of xml.xsd beside it
  const schema = XmlDocument.fromBuffer(readFileSync(path), { url: pathToFileURL(path).pathname })
  const validator = XsdValidator.fromDoc(schema)
  return (xml) => {
    const document = XmlDocument.fromString(xml)
    try {
      validator.validate(document)
      return []
    } catch (error) {
      return [String(error)]
    } finally {
      document.dispose()
    }
  }
}

describe.skipIf(XSD === undefined)('the schema of Akoma Ntoso 3.0 (skipped unless DUTYBOOK_SCHEMAS names a folder with akomantoso30.xsd)', () => {
  const written = sources.flatMap(({ data, restated, language }) => {
    const text = restatementOf(restated, language)
    return [text, { ...text, standing: 'official' as const, sha256: 'f'.repeat(64) }].map((each) => printXml(akomaNtoso(statute, data, restated, each)))
  })

  test('takes every edition in both languages, restated and as an official text', () => {
    expect(written).toHaveLength(12)
    expect(written.flatMap(xsdFaults(XSD ?? ''))).toEqual([])
  })

  test('refuses a document that breaks it', () => {
    expect(xsdFaults(XSD ?? '')((written[0] ?? '').replace('<FRBRcountry value="cn"/>', ''))).toHaveLength(1)
  })
})

describe.skipIf(CATALOG === undefined)('the schema of OSCAL catalogs (skipped unless DUTYBOOK_SCHEMAS names a folder with oscal_catalog_schema.json)', () => {
  test('takes every edition in both languages', () => {
    const faults = oscalFaults(CATALOG ?? '')
    expect(sources.flatMap((source) => faults(oscalCatalog(source)))).toEqual([])
  })

  test('refuses a catalog that breaks it', () => {
    const [source] = sources
    const { catalog } = source === undefined ? { catalog: {} } : oscalCatalog(source)
    expect(oscalFaults(CATALOG ?? '')({ catalog: { ...catalog, uuid: 'x' } })).not.toEqual([])
  })
})

describe.skipIf(PROFILE === undefined)('the schema of OSCAL profiles (skipped unless DUTYBOOK_SCHEMAS names a folder with oscal_profile_schema.json)', () => {
  test('takes the profile of every role', () => {
    const faults = oscalFaults(PROFILE ?? '')
    expect(sources.flatMap((source) => ROLES.flatMap((role) => faults(oscalProfile(source, role))))).toEqual([])
  })
})
