import { z } from 'zod'

/** Who may bear a norm. The statute's own parties, in the words of the glossary. */
export const ROLES = [
  'network-operator',
  'cii-operator',
  'product-service-provider',
  'electronic-information-service-provider',
  'app-download-service-provider',
  'critical-equipment-supplier',
  'security-service-institution',
  'any-person',
  'individual',
  'industry-organization',
  'mass-media',
  'department',
  'provincial-department',
  'local-government-department',
  'cyberspace-administration',
  'cii-protection-department',
  'state-council',
  'government',
  'state',
  'state-organ-network-operator',
  'department-staff',
  'overseas-institution-organisation-or-individual',
] as const
export const Role = z.enum(ROLES)
export type Role = z.infer<typeof Role>

/** Who acts on others by office. */
export const AUTHORITIES: ReadonlySet<Role> = new Set<Role>([
  'department',
  'provincial-department',
  'local-government-department',
  'cyberspace-administration',
  'cii-protection-department',
  'state-council',
  'government',
  'state',
])

/** What else a bearer of a role is. A critical infrastructure operator is a network operator first (arts. 31 and 34 build on 21). */
const WIDER: Partial<Record<Role, readonly Role[]>> = {
  'cii-operator': ['network-operator'],
  'electronic-information-service-provider': ['network-operator'],
  'app-download-service-provider': ['network-operator'],
  'state-organ-network-operator': ['network-operator'],
  'critical-equipment-supplier': ['product-service-provider'],
  'cyberspace-administration': ['department'],
  'cii-protection-department': ['department'],
  'provincial-department': ['department'],
  'local-government-department': ['department'],
}

/** The role and every role that it implies; everybody is a person (任何个人和组织). */
export function widened(role: Role): readonly Role[] {
  return [...new Set<Role>([role, ...(WIDER[role] ?? []), 'any-person'])]
}
