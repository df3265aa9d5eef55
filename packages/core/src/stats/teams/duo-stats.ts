import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { readSnapshot } from '../../db/transaction.ts'
import { cachedRead, type StatsRead } from '../cached-read.ts'
import { type DuoRow, duoSums } from '../queries/read-duos.ts'
import { type AgentTotalsRow, agentSums, countMatches } from '../read-queries.ts'
import { toAgentRef } from '../refs.ts'
import type { DuoStats, duoStatsInput, duoStatsOutput } from './contract.ts'
import { expectedWinRate, type WinRecord } from './expected-win-rate.ts'
import { teamMeasures } from './team-measures.ts'

type Input = z.output<typeof duoStatsInput>
type Output = z.output<typeof duoStatsOutput>
type Question = Omit<Input, 'act' | 'region' | 'sort' | 'limit'>

/**
 * Pairs of agents in one team, and whether they win more together than their own win rates of the same
 * matches predict. Unknown filters give an empty list.
 */
export async function duoStats(ctx: Ctx, input: Input): Promise<Output> {
  const { sort, limit, act: _act, region: _region, ...question } = input
  const { value, updatedAt } = await cachedRead(ctx, {
    name: 'duos',
    input: question,
    load: (read) => loadDuos(ctx, read, question),
  })
  const items = (value?.items ?? [])
    .toSorted((a, b) => sortKey(b, sort) - sortKey(a, sort) || b.games - a.games)
    .slice(0, limit)
  return { items, matches: value?.matches ?? 0, updatedAt }
}

async function loadDuos(
  ctx: Ctx,
  read: StatsRead,
  { agent, minGames, minSample }: Question,
): Promise<Omit<Output, 'updatedAt'>> {
  const agentKey = agent === undefined ? undefined : await ctx.dimensions.find('agent', agent)
  if (agentKey === null) return { items: [], matches: 0 }
  const [duos, agents, matches] = await readSnapshot(ctx.db, async (tx) => [
    await duoSums(tx, { ...read, minGames, agentKey }),
    await agentSums(tx, read),
    await countMatches(tx, read),
  ])
  const named = await ctx.dimensions.named(agents.map((row) => row.agent_key))
  const records = recordsOf(agents)
  const items = duos.flatMap((row) => {
    const [first, second] = [row.agent_key, row.partner_key].map((key) =>
      toAgentRef(named.get(key)),
    )
    if (!first || !second) return []
    return [
      {
        agents: [first, second] as [typeof first, typeof second],
        ...toDuo(row, records, minSample),
      },
    ]
  })
  return { items, matches }
}

interface Records {
  readonly ofAgent: ReadonlyMap<number, WinRecord>
  /** Of all teams, each counted once per player. */
  readonly base: WinRecord
}

function recordsOf(rows: readonly AgentTotalsRow[]): Records {
  const ofAgent = new Map(
    rows.map(({ agent_key, wins, losses, draws }) => [
      agent_key,
      { wins, games: wins + losses + draws },
    ]),
  )
  const total = (field: keyof WinRecord) =>
    [...ofAgent.values()].reduce((sum, record) => sum + record[field], 0)
  return { ofAgent, base: { wins: total('wins'), games: total('games') } }
}

const NO_GAMES: WinRecord = { wins: 0, games: 0 }

function toDuo(
  row: DuoRow,
  { ofAgent, base }: Records,
  minSample: number,
): Omit<DuoStats, 'agents'> {
  const own = (key: number) => ofAgent.get(key) ?? NO_GAMES
  const expected = expectedWinRate([own(row.agent_key), own(row.partner_key)], base)
  const measures = teamMeasures(row, minSample)
  return {
    ...measures,
    expectedWinRate: expected,
    lift: measures.winRate.value - expected,
    liftLo: measures.winRate.lo - expected,
  }
}

function sortKey(item: DuoStats, sort: Input['sort']): number {
  const value = item[sort]
  return typeof value === 'number' ? value : value.lo
}
