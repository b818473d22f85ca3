import { catalogued, type CataloguedProcedure } from './matter.ts'
import { plan } from './plan/plan.ts'

/** Every procedure there is, one line each. The order is the order in menus. */
export const catalogue: readonly CataloguedProcedure[] = [catalogued(plan)]
