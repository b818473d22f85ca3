import { compareProvisions, EditionId } from '../citation.ts'
import type { NormRow } from '../norm-row.ts'
import { Norm } from '../norm.ts'
import { OUR_NAMESPACE } from './akomantoso.ts'
import { CatalogFile, type Control, type Group } from './oscal-shape.ts'

/** What a catalog of ours says: of which edition, and its norms as `law norms` lists them. */
export interface CatalogReading {
  readonly edition: EditionId
  readonly encoding: string
  readonly norms: readonly NormRow[]
}

function controlsOf({ controls = [], groups = [] }: Group): readonly Control[] {
  return [...controls, ...groups.flatMap(controlsOf)]
}

interface Owner {
  readonly props?: readonly { readonly name: string; readonly ns?: string | undefined; readonly value: string }[] | undefined
}

const valuesOf = ({ props = [] }: Owner, name: string): string[] =>
  props.filter((each) => each.name === name && (name === 'sort-id' || each.ns === OUR_NAMESPACE)).map(({ value }) => value)

function valueOf(owner: Owner, name: string, where: string): string {
  const [value] = valuesOf(owner, name)
  if (value === undefined) throw new RangeError(`${where} has no property ${name} of ${OUR_NAMESPACE}`)
  return value
}

function rowsOf(control: Control): NormRow[] {
  const where = `control ${control.id}`
  const value = (name: string): string => valueOf(control, name, where)
  const bearers = valuesOf(control, 'bearer')
  const [only] = bearers
  const row = {
    id: control.id,
    deontic: Norm.shape.deontic.parse(value('deontic')),
    bearer: bearers.length === 1 && only !== undefined ? only : bearers,
    trigger: value('trigger'),
    deadline: value('deadline'),
    liability: valuesOf(control, 'liability'),
    title: { zh: value('title-zh'), en: value('title-en') },
    policy: value('policy') === 'true',
  }
  return valuesOf(control, 'provision').map((provision): NormRow => ({ ...row, provision }))
}

/**
 * Reads back a catalog that `oscalCatalog` wrote. Throws a `ZodError` where the shape is another one, a `RangeError` where
 * a control lacks what makes it a norm of ours: a catalog of somebody else's is not one of ours.
 */
export function readOscalCatalog(json: unknown): CatalogReading {
  const { catalog } = CatalogFile.parse(json)
  const controls = catalog.groups
    .flatMap(controlsOf)
    .toSorted((left, right) => Number(valueOf(left, 'sort-id', left.id)) - Number(valueOf(right, 'sort-id', right.id)))
  return {
    edition: EditionId.parse(valueOf(catalog.metadata, 'edition', 'the metadata')),
    encoding: valueOf(catalog.metadata, 'encoding', 'the metadata'),
    norms: controls.flatMap(rowsOf).toSorted((left, right) => compareProvisions(left.provision, right.provision)),
  }
}
