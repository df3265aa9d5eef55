import type { Finding, GateReport, Metric } from '../gate.ts'
import type { Project } from '../projects.ts'
import { LIMITS } from './limits.ts'

/** Counts the `dependencies` of each package that come from outside the workspace. */
export function checkRuntimeDependencies(projects: readonly Project[]): GateReport {
  const findings: Finding[] = []
  const metrics: Metric[] = []
  for (const [name, limit] of Object.entries(LIMITS.runtimeDependencies)) {
    const project = projects.find(({ dir }) => dir === `packages/${name}`)
    if (project === undefined) continue
    const count = Object.values(project.dependencies).filter(
      (version) => !version.startsWith('workspace:'),
    ).length
    metrics.push({ name: `dependencies of ${name}`, measured: `${count}`, budget: `<= ${limit}` })
    if (count <= limit) continue
    findings.push({
      path: `${project.dir}/package.json`,
      rule: 'budgets/dependencies',
      message: `${count} direct runtime dependencies, at most ${limit}`,
    })
  }
  return { findings, metrics }
}
