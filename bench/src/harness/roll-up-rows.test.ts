import { ANONYMOUS } from '@loadout/core'
import { agentStats, roleBoard, statsContract } from '@loadout/core/stats'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { insertRollupRows, type RollupRows, SHAPE } from './roll-up-rows.ts'

let infra: TestInfra
let inserted: RollupRows

beforeAll(async () => {
  infra = await createTestInfra()
  inserted = await insertRollupRows(infra)
})
afterAll(() => infra.close())

const ctx = () => ({ ...infra, actor: ANONYMOUS })

describe('insertRollupRows', () => {
  it('fills every cell of the shape, of single tiers and of groups', () => {
    const cells = SHAPE.patches * SHAPE.maps * (SHAPE.tiers + 4)
    expect(inserted.mapRows).toBe(cells)
    expect(inserted.agentRows).toBe(cells * SHAPE.agents)
  })

  it('gives pages of plausible numbers', async () => {
    const board = await roleBoard(ctx(), statsContract.roleBoardInput.parse({}))
    expect(board.maps).toHaveLength(SHAPE.maps + 1)
    const { items } = await agentStats(ctx(), statsContract.agentStatsInput.parse({}))
    expect(items).toHaveLength(SHAPE.agents)
    for (const { winRate, kast, acs } of items) {
      expect(winRate.value).toBeGreaterThan(0.4)
      expect(winRate.value).toBeLessThan(0.6)
      expect(kast.value).toBeLessThan(1)
      expect(acs).toBeGreaterThan(150)
    }
  })
})
