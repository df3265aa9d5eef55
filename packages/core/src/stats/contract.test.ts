import { describe, expect, it } from 'vitest'
import type { z } from 'zod'
import {
  AGENT_SORTS,
  agentStatsInput,
  agentStatsSchema,
  compStatsInput,
  duoStatsInput,
  mapStatsInput,
  roleBoardInput,
  tierListInput,
  trendsInput,
  weaponStatsInput,
} from './contracts.ts'

const INPUTS = [roleBoardInput, agentStatsInput, mapStatsInput, tierListInput, weaponStatsInput]

/** Fields that a schema complains about. */
function badFields(schema: z.ZodType, input: object) {
  const { error } = schema.safeParse(input)
  return error?.issues.map((issue) => issue.path.join('/')) ?? []
}

describe('the filters of statistics', () => {
  it('mean all competitive matches when nothing is said', () => {
    for (const input of INPUTS) {
      expect(input.parse({})).toMatchObject({ queue: 'competitive', tier: 'all' })
    }
    expect(roleBoardInput.parse({})).toEqual({
      queue: 'competitive',
      tier: 'all',
      top: 3,
      minSample: 30,
    })
    expect(agentStatsInput.parse({})).toMatchObject({ minGames: 0, sort: 'winRate' })
  })

  it('are the same question in any case, so that one answer is cached', () => {
    const written = { queue: 'Unrated', act: 'E8A3', region: 'EU', map: 'BIND' }
    expect(agentStatsInput.parse(written)).toEqual(
      agentStatsInput.parse({ queue: 'unrated', act: 'e8a3', region: 'eu', map: 'bind' }),
    )
  })

  it.each(['all', 'low', 'mid', 'high', 0, 14, 27])('take the tier %s', (tier) => {
    for (const input of INPUTS) expect(input.parse({ tier }).tier).toBe(tier)
  })

  it.each([
    { tier: 28 },
    { tier: -1 },
    { tier: 14.5 },
    { tier: '14' },
    { tier: 'top' },
    { patch: '8' },
    { patch: '8.7; drop table match' },
    { region: '' },
    { act: 'x'.repeat(65) },
    { queue: null },
  ])('refuse %j', (filter) => {
    for (const input of INPUTS) expect(input.safeParse(filter).success).toBe(false)
  })
})

describe('the input of the role board', () => {
  it.each([0, 30, 2.5, '3'])('does not take %j agents per role', (top) => {
    expect(roleBoardInput.safeParse({ top }).success).toBe(false)
  })
})

describe('the input of the agents', () => {
  it.each([{ minGames: -1 }, { minGames: 1e12 }, { role: 'tank' }, { sort: 'name' }, { map: '' }])(
    'refuses %j',
    (input) => {
      expect(agentStatsInput.safeParse(input).success).toBe(false)
    },
  )

  it('sorts by fields that every agent has', () => {
    for (const sort of AGENT_SORTS) {
      expect(agentStatsInput.parse({ sort }).sort).toBe(sort)
      expect(Object.keys(agentStatsSchema.shape)).toContain(sort)
    }
  })
})

describe('filters that sums are not kept by', () => {
  it.each([{ tier: 'high' }, { tier: 14 }, { act: 'e8a3' }, { region: 'eu' }])(
    'are refused for compositions: %j',
    (filter) => {
      expect(badFields(compStatsInput, filter)).toEqual(Object.keys(filter))
    },
  )

  it.each([{ tier: 14 }, { act: 'e8a3' }, { region: 'eu' }])(
    'are refused for pairs: %j',
    (filter) => {
      expect(badFields(duoStatsInput, filter)).toEqual(Object.keys(filter))
    },
  )

  it.each([{ region: 'eu' }, { map: 'bind' }])('are refused for weapons: %j', (filter) => {
    expect(badFields(weaponStatsInput, filter)).toEqual(Object.keys(filter))
  })

  it.each([{ tier: 14 }, { act: 'e8a3' }, { region: 'eu' }, { patch: '8.7' }, { map: 'bind' }])(
    'are refused for trends: %j',
    (filter) => {
      expect(badFields(trendsInput, filter)).toEqual(Object.keys(filter))
    },
  )

  it('may say "all" in so many words', () => {
    const all = { tier: 'all', region: 'all' }
    for (const schema of [compStatsInput, duoStatsInput, trendsInput, weaponStatsInput]) {
      expect(badFields(schema, all)).toEqual([])
    }
  })

  it('are refused together where each alone is kept', () => {
    expect(badFields(duoStatsInput, { map: 'bind', tier: 'high' })).toEqual(['tier'])
    expect(badFields(duoStatsInput, { map: 'bind' })).toEqual([])
    expect(badFields(duoStatsInput, { tier: 'high' })).toEqual([])
    expect(badFields(weaponStatsInput, { agent: 'jett', tier: 14 })).toEqual(['tier'])
    expect(badFields(weaponStatsInput, { agent: 'jett', tier: 'high' })).toEqual([])
    expect(badFields(weaponStatsInput, { tier: 14 })).toEqual([])
  })
})

describe('the input of trends', () => {
  it.each([
    '2026-13-01',
    '2026-02-30',
    'yesterday',
    '2026-1-1',
    '',
    '20260101',
    '+2026-01-01',
    '1969-12-31',
    '3000-01-01',
  ])('does not take %j for a day', (from) => {
    expect(new Set(badFields(trendsInput, { from }))).toEqual(new Set(['from']))
  })

  it('asks for the win rate by day unless told', () => {
    expect(trendsInput.parse({})).toEqual({
      queue: 'competitive',
      tier: 'all',
      metric: 'winRate',
      interval: 'day',
    })
  })
})
