import { describe, expect, it } from 'vitest'
import { formatFinding } from './gate.ts'

describe('formatFinding', () => {
  it('starts with a place that editors can open', () => {
    const finding = { path: 'packages/core/src/a.ts', line: 3, rule: 'cycles/import', message: 'a' }
    expect(formatFinding(finding)).toBe('packages/core/src/a.ts:3 a [cycles/import]')
  })

  it('leaves out a line that a finding does not have', () => {
    const finding = { path: 'packages', rule: 'budgets/test-ratio', message: 'too few' }
    expect(formatFinding(finding)).toBe('packages too few [budgets/test-ratio]')
  })
})
