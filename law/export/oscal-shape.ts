import { z } from 'zod'

/**
 * The part of OSCAL 1.1.2 that we write and read, as its JSON schemas have it and no looser: what is not named here is refused.
 * https://github.com/usnistgov/OSCAL/releases/tag/v1.1.2
 */
export const OSCAL_VERSION = '1.1.2'

/** One line without blanks at its ends. */
const Line = z.string().regex(/^\S(.*\S)?$/u)
export const Token = z.string().regex(/^(\p{L}|_)(\p{L}|\p{N}|[.\-_])*$/u)
/** OSCAL takes versions 4 and 5 only. */
export const Uuid = z.string().regex(/^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[45][0-9A-Fa-f]{3}-[89ABab][0-9A-Fa-f]{3}-[0-9A-Fa-f]{12}$/)
export const Timestamp = z.iso.datetime({ offset: true })
export const Prose = z.string().min(1)
const Uri = z.string().regex(/^[a-zA-Z][a-zA-Z0-9+\-.]+:.+$/)
export const Href = z.string().regex(/^\S+$/)

export const Property = z.strictObject({ name: Token, ns: Uri.optional(), value: Line, class: Token.optional() })
export type Property = z.infer<typeof Property>
const Properties = z.array(Property).min(1).optional()

export const Link = z.strictObject({
  href: Href,
  rel: Token.optional(),
  'media-type': Line.optional(),
  'resource-fragment': Line.optional(),
  text: Prose.optional(),
})
export type Link = z.infer<typeof Link>
const Links = z.array(Link).min(1).optional()

export const Part = z.strictObject({
  id: Token.optional(),
  name: Token,
  ns: Uri.optional(),
  title: Prose.optional(),
  props: Properties,
  prose: Prose.optional(),
  get parts() {
    return z.array(Part).min(1).optional()
  },
  links: Links,
})
export type Part = z.infer<typeof Part>

export const Parameter = z.strictObject({
  id: Token,
  props: Properties,
  label: Prose.optional(),
  usage: Prose.optional(),
  guidelines: z
    .array(z.strictObject({ prose: Prose }))
    .min(1)
    .optional(),
})
export type Parameter = z.infer<typeof Parameter>

export const Control = z.strictObject({
  id: Token,
  class: Token.optional(),
  title: Prose,
  params: z.array(Parameter).min(1).optional(),
  props: Properties,
  links: Links,
  parts: z.array(Part).min(1).optional(),
})
export type Control = z.infer<typeof Control>

export const Group = z.strictObject({
  id: Token,
  class: Token.optional(),
  title: Prose,
  props: Properties,
  get groups() {
    return z.array(Group).min(1).optional()
  },
  controls: z.array(Control).min(1).optional(),
})
export type Group = z.infer<typeof Group>

export const Metadata = z.strictObject({
  title: Prose,
  published: Timestamp.optional(),
  'last-modified': Timestamp,
  version: Line,
  'oscal-version': z.literal(OSCAL_VERSION),
  'document-ids': z
    .array(z.strictObject({ scheme: Uri.optional(), identifier: Line }))
    .min(1)
    .optional(),
  props: Properties,
  roles: z
    .array(z.strictObject({ id: Token, title: Prose }))
    .min(1)
    .optional(),
  parties: z
    .array(z.strictObject({ uuid: Uuid, type: z.enum(['person', 'organization']), name: Line, props: Properties }))
    .min(1)
    .optional(),
  'responsible-parties': z
    .array(z.strictObject({ 'role-id': Token, 'party-uuids': z.array(Uuid).min(1) }))
    .min(1)
    .optional(),
  remarks: Prose.optional(),
})
export type Metadata = z.infer<typeof Metadata>

export const BackMatter = z.strictObject({
  resources: z
    .array(
      z.strictObject({
        uuid: Uuid,
        title: Prose.optional(),
        description: Prose.optional(),
        'document-ids': z
          .array(z.strictObject({ scheme: Uri.optional(), identifier: Line }))
          .min(1)
          .optional(),
        rlinks: z
          .array(z.strictObject({ href: Href, 'media-type': Line.optional() }))
          .min(1)
          .optional(),
      }),
    )
    .min(1),
})

export const CatalogFile = z.strictObject({
  catalog: z.strictObject({ uuid: Uuid, metadata: Metadata, groups: z.array(Group).min(1), 'back-matter': BackMatter }),
})
export type CatalogFile = z.infer<typeof CatalogFile>

export const ProfileFile = z.strictObject({
  profile: z.strictObject({
    uuid: Uuid,
    metadata: Metadata,
    imports: z.array(z.strictObject({ href: Href, 'include-controls': z.array(z.strictObject({ 'with-ids': z.array(Token).min(1) })).min(1) })).min(1),
    merge: z.strictObject({ 'as-is': z.boolean() }),
    'back-matter': BackMatter,
  }),
})
export type ProfileFile = z.infer<typeof ProfileFile>
