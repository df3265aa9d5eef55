import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'
import { DAILY_SUMS } from './daily-rollup.ts'
import { type RollupFilter, rollupCondition, sumsOf } from './rollup-condition.ts'
import { ALL } from './upsert-sums.ts'

/** First day of the interval, as an ISO date. */
const STARTS = {
  day: sql<string>`day::text`,
  week: sql<string>`date_trunc('week', day)::date::text`,
} as const

export interface DayQuery extends RollupFilter {
  readonly interval: keyof typeof STARTS
  /** ISO dates, both included. */
  readonly from: string
  readonly to: string
  /** One agent; without it every agent. */
  readonly agentKey: number | undefined
}

export type DayRow = Awaited<ReturnType<typeof daySums>>[number]

/** Sums per interval and agent, in time order; agent -1 has the matches of all. */
export function daySums(db: Kysely<Database>, query: DayQuery) {
  const start = STARTS[query.interval]
  return db
    .selectFrom('daily_rollup')
    .select('agent_key')
    .select(start.as('start'))
    .select(() => sumsOf(DAILY_SUMS))
    .where(rollupCondition(query))
    .where(sql<boolean>`day between ${query.from}::date and ${query.to}::date`)
    .$if(query.agentKey !== undefined, (rows) =>
      rows.where('agent_key', 'in', [ALL, query.agentKey ?? ALL]),
    )
    .groupBy(['agent_key', start])
    .orderBy('start')
    .execute()
}
