import type { rebuildContract } from '@loadout/core/stats'
import { describe, expect, it } from 'vitest'
import { auditLine, differingTables } from './audit-report.ts'
import { progressOf } from './follow-build.ts'

const CLEAN: rebuildContract.AuditReport = {
  build: 7,
  checkedAt: '2026-11-21T03:31:02.123Z',
  differences: 0,
  tables: [{ table: 'map_rollup', differing: 0, examples: [] }],
}

describe('auditLine', () => {
  it.each([
    [0, 'audit 7: no difference, 2026-11-21 03:31:02 UTC'],
    [1, 'audit 7: 1 differing row, 2026-11-21 03:31:02 UTC'],
    [1_234, 'audit 7: 1,234 differing rows, 2026-11-21 03:31:02 UTC'],
  ])('says what was found: %i', (differences, line) => {
    expect(auditLine({ ...CLEAN, differences })).toBe(line)
  })
})

describe('differingTables', () => {
  it('shows each row with what is stored and what a recount says', () => {
    const example = { key: { queue_key: 3, map_key: 9 }, stored: { plants: 12 } }
    const examples = [
      { ...example, recounted: { plants: 11 } },
      { ...example, recounted: null },
    ]
    const tables = [{ table: 'map_rollup', differing: 2, examples }]
    expect(differingTables({ ...CLEAN, differences: 2, tables }).split('\n')).toEqual([
      'ROLL-UP     ROW            STORED     RECOUNTED',
      'map_rollup  queue=3 map=9  plants=12  plants=11',
      'map_rollup  queue=3 map=9  plants=12  no row',
    ])
  })
})

describe('progressOf', () => {
  it.each([
    [{ done: 0, total: 56 }, '0.0 % (0 of 56 shards)'],
    [{ done: 21, total: 56 }, '37.5 % (21 of 56 shards)'],
    [{ done: 0, total: 0 }, '100.0 % (0 of 0 shards)'],
  ])('says how many of how many', (shards, text) => {
    expect(progressOf(shards)).toBe(text)
  })
})
