import { findBanned } from '../budgets/banned.ts'
import { checkRuntimeDependencies } from '../budgets/runtime-dependencies.ts'
import { checkSizes } from '../budgets/size.ts'
import { checkTestRatio } from '../budgets/tests.ts'
import type { Gate } from '../gate.ts'

/** The sizes of budgets/limits.ts, and code that is not written here at all. */
export const budgets: Gate = {
  name: 'budgets',
  check({ sources, projects }) {
    const reports = [
      checkSizes(sources),
      checkTestRatio(sources),
      checkRuntimeDependencies(projects),
      { findings: sources.flatMap(findBanned) },
    ]
    return {
      findings: reports.flatMap(({ findings }) => findings),
      metrics: reports.flatMap((report) => ('metrics' in report ? (report.metrics ?? []) : [])),
    }
  },
}
