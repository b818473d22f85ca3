import type { z } from 'zod'
import type { Text } from '#law/text.ts'
import { fieldsOf, type FieldForm } from './field.ts'
import { Moment } from './moment.ts'
import type { Party } from './party.ts'
import type { Source } from './source.ts'

/** What may stand beside a label. Words in one language are a person's own; null is a blank. */
export type DocumentValue = string | number | boolean | null | Text | { readonly moment: Moment } | readonly (string | Text)[]

export interface DocumentField {
  readonly label: Text
  readonly value: DocumentValue
  /** The rule that asks for it. */
  readonly source: Source | null
  /** Whether the document is incomplete without it. */
  readonly required: boolean
  readonly personal: boolean
}

export interface DocumentSection {
  readonly heading: Text
  readonly fields: readonly DocumentField[]
}

/** What an authority or a person receives, in both languages. How it looks as DOCX or PDF is decided elsewhere. */
export interface Document {
  readonly title: Text
  readonly recipient: Text
  readonly from: Text
  readonly dated: Moment
  readonly source: Source | null
  readonly sections: readonly DocumentSection[]
}

export interface Drawing {
  readonly party: Party
  readonly subject: string
  readonly at: Moment
}

export interface DocumentForm {
  readonly id: string
  readonly title: Text
  readonly source: Source
}

/** A document that a procedure can draw from a matter as it stands; nothing while there is nothing to draw. */
export interface DocumentKind<S> extends DocumentForm {
  readonly draw: (state: S, drawing: Drawing) => Document | undefined
}

interface Filling {
  readonly heading: Text
  readonly schema: z.ZodObject
  readonly values: Readonly<Record<string, unknown>>
}

/** Sections whose fields, words and sources are those of schemas, in their order. */
export function filledSections(fillings: readonly Filling[]): readonly DocumentSection[] {
  return fillings.map(({ heading, schema, values }) => ({ heading, fields: filledFields(schema, values) }))
}

/** The fields of a schema with their values, in its order. */
export function filledFields(schema: z.ZodObject, values: Readonly<Record<string, unknown>>): readonly DocumentField[] {
  return fieldsOf(schema).map((form) => filledField(form, values[form.name]))
}

/** One field of a form with its value as people read it: a choice by its words, a moment as a moment. */
function filledField(form: FieldForm, value: unknown): DocumentField {
  const { label, source, required, personal } = form
  return { label, source, required, personal, value: shownValue(form, value) }
}

function shownValue({ options, widget }: FieldForm, value: unknown): DocumentValue {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  if (typeof value === 'string') {
    const chosen = options.find((option) => option.value === value)
    if (chosen !== undefined) return chosen.label
    return widget === 'moment' ? { moment: Moment.parse(value) } : value
  }
  if (!Array.isArray(value)) return null
  return value.flatMap((part: unknown) => (typeof part === 'string' ? [options.find((option) => option.value === part)?.label ?? part] : []))
}

/** Required fields that are still blank. */
export function blanksOf({ sections }: Document): readonly DocumentField[] {
  return sections.flatMap(({ fields }) => fields).filter(({ required, value }) => required && isBlank(value))
}

function isBlank(value: DocumentValue): boolean {
  return value === null || value === '' || (Array.isArray(value) && value.length === 0)
}
