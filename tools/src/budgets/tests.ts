import type { GateReport } from '../gate.ts'
import type { SourceFile } from '../sources.ts'
import { LIMITS } from './limits.ts'

/** Lines of tests, beside the code and across packages in tests/, for every line of source in packages/. */
export function checkTestRatio(files: readonly SourceFile[]): GateReport {
  const product = files.filter(({ path }) => /^(?:packages|tests)\//.test(path))
  const linesOf = (role: string) =>
    product.filter((file) => file.role === role).reduce((sum, { lines }) => sum + lines, 0)
  const source = linesOf('source')
  const ratio = source === 0 ? Number.POSITIVE_INFINITY : linesOf('test') / source
  const measured = ratio.toFixed(2)
  const finding = {
    path: 'packages',
    rule: 'budgets/test-ratio',
    message: `${measured} lines of tests for a line of source, at least ${LIMITS.testRatio}`,
  }
  return {
    metrics: [{ name: 'test : source lines', measured, budget: `>= ${LIMITS.testRatio}` }],
    findings: ratio < LIMITS.testRatio ? [finding] : [],
  }
}
