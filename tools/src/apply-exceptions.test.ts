import { describe, expect, it } from 'vitest'
import { applyExceptions } from './apply-exceptions.ts'
import type { Finding } from './gate.ts'

const finding: Finding = {
  path: 'packages/core/src/stats/agent-stats.ts',
  line: 12,
  rule: 'budgets/function-lines',
  message: 'function of 80 lines, at most 70',
}
const exception = { path: finding.path, rule: finding.rule, reason: 'one long table' }

describe('applyExceptions', () => {
  it('keeps every finding when nothing is excepted', () => {
    expect(applyExceptions('budgets', [finding], [])).toEqual([finding])
  })

  it('removes the finding an exception names', () => {
    expect(applyExceptions('budgets', [finding], [exception])).toEqual([])
  })

  it('keeps a finding of another rule at the same path', () => {
    const other = { ...finding, rule: 'budgets/file-lines' }
    expect(applyExceptions('budgets', [finding, other], [exception])).toEqual([other])
  })

  it('reports an exception that excepts nothing', () => {
    const [unused] = applyExceptions('budgets', [], [exception])
    expect(unused?.rule).toBe('budgets/unused-exception')
    expect(unused?.message).toContain(finding.path)
  })

  it('says nothing about the exceptions of gates that did not run', () => {
    expect(applyExceptions('cycles', [], [exception])).toEqual([])
  })

  it('matches a * within one segment only', () => {
    const star = { ...exception, path: 'packages/core/src/stats/*' }
    expect(applyExceptions('budgets', [finding], [star])).toEqual([])
    const shallow = { ...exception, path: 'packages/*' }
    expect(applyExceptions('budgets', [finding], [shallow])).toHaveLength(2)
  })
})
