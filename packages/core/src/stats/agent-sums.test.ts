import { describe, expect, it } from 'vitest'
import { agentCell, MIN_SAMPLE } from './agent-cell.ts'
import { type AgentEntry, agentEntries } from './agent-sums.ts'
import { roleBoardCellSchema } from './contract.ts'
import type { Dimension } from './dimension.ts'
import type { AgentSumsRow } from './read-queries.ts'

const COLUMNS = [
  'matches',
  'wins',
  'losses',
  'draws',
  'rounds',
  'rounds_won',
  'score',
  'kills',
  'deaths',
  'assists',
  'damage',
  'headshots',
  'bodyshots',
  'legshots',
  'first_bloods',
  'first_deaths',
  'kast_rounds',
] as const satisfies readonly (keyof AgentSumsRow)[]

/** Every column another value, so that one that is added to another shows. */
function row(map_key: number, agent_key: number, scale: number): AgentSumsRow {
  const sums = Object.fromEntries(COLUMNS.map((column, index) => [column, scale * (index + 1)]))
  return { map_key, agent_key, ...(sums as Record<(typeof COLUMNS)[number], number>) }
}

const agent = (key: number, name: string): Dimension => ({
  key,
  kind: 'agent',
  id: `id-${name}`,
  name,
  known: true,
  role: 'duelist',
})

const NAMED = new Map([1, 2].map((key) => [key, agent(key, `agent ${key}`)]))

describe('agentEntries', () => {
  it('adds up every column of an agent over its maps', () => {
    const [entry] = agentEntries([row(10, 1, 1), row(11, 1, 10), row(12, 1, 100)], NAMED)
    expect(entry?.sums).toEqual(
      Object.fromEntries(COLUMNS.map((column, index) => [column, 111 * (index + 1)])),
    )
  })

  it('keeps agents apart, in the order in which they come', () => {
    const entries = agentEntries([row(10, 2, 1), row(10, 1, 2), row(11, 2, 3)], NAMED)
    expect(entries.map((entry) => [entry.agent.name, entry.sums.matches])).toEqual([
      ['agent 2', 4],
      ['agent 1', 2],
    ])
  })

  it('takes wins, losses and draws for games', () => {
    const [entry] = agentEntries([row(10, 1, 1)], NAMED)
    expect(entry?.games).toBe(2 + 3 + 4)
  })

  it('counts players without an agent for nobody', () => {
    expect(agentEntries([row(10, 0, 1), row(10, 1, 1)], NAMED)).toHaveLength(1)
  })

  it('leaves the rows it was given as they are: they may be cached', () => {
    const rows = [row(10, 1, 1), row(11, 1, 1)]
    const before = structuredClone(rows)
    agentEntries(rows, NAMED)
    expect(rows).toEqual(before)
  })
})

function entryOf(change: Partial<AgentSumsRow>): AgentEntry {
  const nothing = Object.fromEntries(COLUMNS.map((column) => [column, 0]))
  const sums = { ...(nothing as Record<(typeof COLUMNS)[number], number>), ...change }
  const [entry] = agentEntries([{ map_key: 10, agent_key: 1, ...sums }], NAMED)
  if (entry === undefined) throw new Error('no entry')
  return entry
}

describe('agentCell', () => {
  it('takes the win rate over games, the round win rate over rounds', () => {
    const entry = entryOf({ wins: 6, losses: 3, draws: 1, rounds: 200, rounds_won: 110 })
    const cell = agentCell(entry, undefined, 50)
    expect(cell).toMatchObject({
      games: 10,
      winRate: { n: 10, value: 0.6 },
      roundWinRate: { n: 200, value: 0.55 },
    })
  })

  it('takes the pick rate over the slots of two teams', () => {
    const picked = agentCell(entryOf({ wins: 50, losses: 50 }), undefined, 50)
    expect(picked.pickRate).toMatchObject({ n: 100, value: 1 })
  })

  it.each([
    [MIN_SAMPLE - 1, true],
    [MIN_SAMPLE, false],
  ])('marks %d games as a small sample: %s', (games, lowSample) => {
    expect(agentCell(entryOf({ wins: games }), undefined, games)).toMatchObject({ lowSample })
  })

  it('puts an agent in the middle when its role has no standing for it', () => {
    const entry = entryOf({ wins: 1 })
    expect(agentCell(entry, undefined, 1)).toMatchObject({ score: 0, letter: 'B' })
    expect(agentCell(entry, { score: 1.5, letter: 'S' }, 1)).toMatchObject({
      score: 1.5,
      letter: 'S',
    })
  })

  it('keeps the promise of the contract without a single game', () => {
    const cell = agentCell(entryOf({}), undefined, 0)
    expect(roleBoardCellSchema.parse(cell)).toEqual(cell)
  })
})
