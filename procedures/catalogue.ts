import { catalogued, type CataloguedProcedure } from './matter.ts'
import { incident } from './incident/incident.ts'
import { plan } from './plan/plan.ts'
import { profile } from './profile/profile.ts'
import { dataset, logSource, person, product, supplier, system } from './register/register.ts'

/** Every procedure there is, one line each. The order is the order in menus. */
export const catalogue: readonly CataloguedProcedure[] = [
  catalogued(profile),
  catalogued(system),
  catalogued(product),
  catalogued(dataset),
  catalogued(supplier),
  catalogued(logSource),
  catalogued(person),
  catalogued(plan),
  catalogued(incident),
]
