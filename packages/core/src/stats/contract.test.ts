import { describe, expect, it } from 'vitest'
import {
  AGENT_SORTS,
  agentStatsInput,
  agentStatsSchema,
  mapStatsInput,
  roleBoardInput,
} from './contract.ts'

const INPUTS = [roleBoardInput, agentStatsInput, mapStatsInput] as const

describe('the filters of statistics', () => {
  it('mean all competitive matches when nothing is said', () => {
    for (const input of INPUTS) {
      expect(input.parse({})).toMatchObject({ queue: 'competitive', tier: 'all' })
    }
    expect(roleBoardInput.parse({})).toEqual({ queue: 'competitive', tier: 'all', top: 3 })
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
