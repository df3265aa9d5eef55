import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { readSnapshot } from '../../db/transaction.ts'
import { cachedRead, type StatsRead } from '../cached-read.ts'
import { type DayRow, daySums } from '../queries/read-days.ts'
import { ALL } from '../queries/upsert-sums.ts'
import { toAgentRef } from '../refs.ts'
import { MAX_POINTS, type Trends, type trendsInput } from './contract.ts'
import { type DateRange, dateRange } from './date-range.ts'
import { trendPoint } from './trend-point.ts'

type Input = z.output<typeof trendsInput>
type Series = Pick<Trends, 'series' | 'matches'>
type Question = Pick<Input, 'agent' | 'metric' | 'interval'> & DateRange

/**
 * A measure over time, for one agent or for every agent. Days without games have no point: gaps stay gaps.
 * Throws BAD_INPUT for more points than a chart can show. Unknown filters give no series.
 */
export async function trends(ctx: Ctx, input: Input): Promise<Trends> {
  const { queue, tier, agent, metric, interval } = input
  const range = dateRange(input, {
    interval,
    now: ctx.clock.now(),
    maxIntervals: agent === undefined ? MAX_POINTS.everyAgent : MAX_POINTS.oneAgent,
  })
  const question = { agent, metric, interval, ...range }
  const { value, updatedAt } = await cachedRead(ctx, {
    name: 'trends',
    input: { queue, tier, ...question },
    load: (read) => loadSeries(ctx, read, question),
  })
  return { metric, interval, ...range, ...(value ?? NO_SERIES), updatedAt }
}

const NO_SERIES: Series = { series: [], matches: [] }

async function loadSeries(
  ctx: Ctx,
  read: StatsRead,
  { agent, metric, ...range }: Question,
): Promise<Series> {
  const agentKey = agent === undefined ? undefined : await ctx.dimensions.find('agent', agent)
  if (agentKey === null) return NO_SERIES
  const rows = await readSnapshot(ctx.db, (tx) => daySums(tx, { ...read, ...range, agentKey }))
  const byAgent = Map.groupBy(rows, (row) => row.agent_key)
  const all = byAgent.get(ALL) ?? []
  byAgent.delete(ALL)
  const named = await ctx.dimensions.named(byAgent.keys())
  const played = new Map(all.map(({ start, matches }) => [start, matches]))
  const toPoint = (row: DayRow) => trendPoint(metric, row, played.get(row.start) ?? 0)
  const series = [...byAgent].flatMap(([key, days]) => {
    const ref = toAgentRef(named.get(key))
    return ref === null ? [] : [{ agent: ref, points: days.map(toPoint) }]
  })
  return {
    series: series.sort((a, b) => a.agent.name.localeCompare(b.agent.name)),
    matches: all.map(({ start, matches }) => ({ start, matches })),
  }
}
