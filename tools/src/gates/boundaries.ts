import { checkDomainEdges } from '../boundaries/domain-edges.ts'
import { checkFileRoles } from '../boundaries/file-roles.ts'
import { checkPackageEdges } from '../boundaries/package-edges.ts'
import type { Gate } from '../gate.ts'

/** Who may import whom: the tables of boundaries/rules.ts. */
export const boundaries: Gate = {
  name: 'boundaries',
  check: (repo) => ({
    findings: [...checkPackageEdges(repo), ...checkDomainEdges(repo), ...checkFileRoles(repo)],
  }),
}
