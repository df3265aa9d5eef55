import type { DayRow } from '../queries/read-days.ts'
import { pickRate, rate } from '../rate.ts'
import type { TrendMetric, TrendPoint } from './contract.ts'

type Value = Omit<TrendPoint, 'start'>

/** Plain quotients have no interval: that would need the spread within the games, which is not kept. */
function mean(sum: number, n: number): Value {
  return { n, value: n === 0 ? 0 : sum / n, lo: null, hi: null }
}

/** A metric from the sums of an interval, and the number of all its matches. */
const METRICS: Readonly<Record<TrendMetric, (row: DayRow, matches: number) => Value>> = {
  winRate: (row) => rate(row.wins, row.games),
  roundWinRate: (row) => rate(row.rounds_won, row.rounds),
  pickRate: (row, matches) => pickRate(row.games, matches),
  presence: (row, matches) => rate(row.matches, matches),
  kda: (row) => mean(row.kills + row.assists, Math.max(1, row.deaths)),
  acs: (row) => mean(row.score, row.rounds),
  adr: (row) => mean(row.damage, row.rounds),
}

export function trendPoint(metric: TrendMetric, row: DayRow, matches: number): TrendPoint {
  return { start: row.start, ...METRICS[metric](row, matches) }
}
