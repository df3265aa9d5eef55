import { agentStats, statsContract, tierList } from '@loadout/core/stats'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type CountedMatches, countedMatches } from '../support/match-details.ts'

let matches: CountedMatches
beforeAll(async () => {
  matches = await countedMatches('tier list')
})
afterAll(() => matches.close())

const list = (input: object = {}) => tierList(matches.ctx, statsContract.tierListInput.parse(input))
const agents = async (input: object = {}) =>
  (await agentStats(matches.ctx, statsContract.agentStatsInput.parse(input))).items
const agentsOf = ({ tiers }: Awaited<ReturnType<typeof list>>) =>
  tiers.flatMap((tier) => tier.agents)

describe('stats.tierList', () => {
  it('has the letters S to D, each agent under its own', async () => {
    const answer = await list()
    expect(answer.tiers.map(({ letter }) => letter)).toEqual(['S', 'A', 'B', 'C', 'D'])
    for (const { letter, agents: own } of answer.tiers) {
      expect(own.every((agent) => agent.letter === letter)).toBe(true)
      const scores = own.map(({ score }) => score)
      expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    }
    expect(agentsOf(answer)).toHaveLength((await agents()).length)
    expect(answer.matches).toBe(matches.details.length)
  })

  it('scores as the list of agents does, unless told', async () => {
    const scored = new Map((await agents()).map(({ agent, score }) => [agent.id, score]))
    for (const { agent, score } of agentsOf(await list())) expect(score).toBe(scored.get(agent.id))
  })

  it('scores by picks and rounds won when asked for', async () => {
    const stats = new Map((await agents()).map((item) => [item.agent.id, item]))
    for (const { agent, score, letter } of agentsOf(await list({ method: 'psScore' }))) {
      const { pickRate, roundWinRate } = stats.get(agent.id) ?? {}
      const exact =
        (100 * (pickRate?.value ?? 0)) / 3 + (100 * (roundWinRate?.value ?? 0) - 49.7) * 30
      expect(score).toBe(Math.round(exact))
      const cut = { S: 100, A: 35, B: 18, C: -3, D: Number.NEGATIVE_INFINITY }[letter]
      expect(score).toBeGreaterThanOrEqual(cut)
    }
  })

  it('keeps a role without comparing it with fewer agents', async () => {
    const all = agentsOf(await list({ method: 'psScore' }))
    const sentinels = agentsOf(await list({ method: 'psScore', role: 'sentinel' }))
    expect(sentinels).toEqual(all.filter(({ agent }) => agent.role === 'sentinel'))
  })

  it('keeps a map, and leaves out what has few games', async () => {
    const { map } = matches.details[0]?.match ?? {}
    const onMap = agentsOf(await list({ map: map?.name }))
    const expected = await agents({ map: map?.name })
    expect(onMap.map(({ agent }) => agent.id).sort()).toEqual(
      expected.map(({ agent }) => agent.id).sort(),
    )
    const many = agentsOf(await list({ minGames: 10 }))
    expect(many).toEqual(agentsOf(await list()).filter(({ games }) => games >= 10))
  })

  it('has empty letters for what no match has', async () => {
    for (const filter of [{ map: 'atlantis' }, { patch: '1.1' }]) {
      const answer = await list(filter)
      expect(answer.tiers).toHaveLength(5)
      expect(agentsOf(answer)).toEqual([])
    }
  })

  it('keeps the promise of the contract', async () => {
    for (const method of statsContract.TIER_LIST_METHODS) {
      const answer = await list({ method })
      expect(statsContract.tierListOutput.parse(answer)).toEqual(answer)
    }
  })
})
