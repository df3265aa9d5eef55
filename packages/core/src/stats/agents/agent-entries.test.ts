import { describe, expect, it } from 'vitest'
import { RECORD_SUMS } from '../read-queries.ts'
import { agentDimension } from '../testing/sums.ts'
import { agentEntries, gamesOf, overMaps } from './agent-entries.ts'

/** Every column another value, so that one that is added to another shows. */
function row(map_key: number, agent_key: number, scale: number) {
  const sums = RECORD_SUMS.map((column, index) => [column, scale * (index + 1)])
  return {
    map_key,
    agent_key,
    ...(Object.fromEntries(sums) as Record<(typeof RECORD_SUMS)[number], number>),
  }
}

const NAMED = new Map([1, 2].map((key) => [key, agentDimension(key, `agent ${key}`, 'duelist')]))

describe('overMaps', () => {
  it('adds up every column of an agent', () => {
    const [sums] = overMaps([row(10, 1, 1), row(11, 1, 10), row(12, 1, 100)])
    const { map_key: _, ...expected } = row(0, 1, 111)
    expect(sums).toEqual(expected)
  })

  it('keeps agents apart, in the order in which they come', () => {
    const rows = overMaps([row(10, 2, 1), row(10, 1, 2), row(11, 2, 3)])
    expect(rows.map(({ agent_key, wins }) => [agent_key, wins])).toEqual([
      [2, 4],
      [1, 2],
    ])
  })

  it('leaves the rows it was given as they are: they may be cached', () => {
    const rows = [row(10, 1, 1), row(11, 1, 1)]
    const before = structuredClone(rows)
    overMaps(rows)
    expect(rows).toEqual(before)
  })
})

describe('agentEntries', () => {
  it('takes wins, losses and draws for games', () => {
    const [entry] = agentEntries([row(10, 1, 1)], NAMED)
    expect(entry).toMatchObject({ agent: { name: 'agent 1', role: 'duelist' }, games: 1 + 2 + 3 })
    expect(gamesOf(row(10, 1, 10))).toBe(60)
  })

  it('counts players without an agent for nobody', () => {
    expect(agentEntries([row(10, 0, 1), row(10, 1, 1)], NAMED)).toHaveLength(1)
  })
})
