import { catalogued, type CataloguedProcedure } from './matter.ts'
import { complaintChannel } from './complaint/channel.ts'
import { complaint } from './complaint/complaint.ts'
import { cooperation } from './cooperation/cooperation.ts'
import { filingReview } from './filing-review/filing-review.ts'
import { grading } from './grading/grading.ts'
import { protection } from './grading/protection.ts'
import { incident } from './incident/incident.ts'
import { inspection } from './inspection/inspection.ts'
import { penalty } from './penalty/penalty.ts'
import { plan } from './plan/plan.ts'
import { publication } from './publication/publication.ts'
import { profile } from './profile/profile.ts'
import { dataset, logSource, person, product, supplier, system } from './register/register.ts'
import { incidentReception } from './reception/reception.ts'
import { rights } from './rights/rights.ts'

/** Every procedure there is, one line each. The order is the order in menus. */
export const catalogue: readonly CataloguedProcedure[] = [
  catalogued(profile),
  catalogued(system),
  catalogued(product),
  catalogued(dataset),
  catalogued(supplier),
  catalogued(logSource),
  catalogued(person),
  catalogued(protection),
  catalogued(grading),
  catalogued(plan),
  catalogued(incident),
  catalogued(incidentReception),
  catalogued(filingReview),
  catalogued(cooperation),
  catalogued(inspection),
  catalogued(penalty),
  catalogued(publication),
  catalogued(rights),
  catalogued(complaintChannel),
  catalogued(complaint),
]
