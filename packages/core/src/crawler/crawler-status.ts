import type { Selectable } from 'kysely'
import { requireScope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { CrawlerRegion, CrawlerStatus } from './contract.ts'
import { countWaiting, selectRegions } from './region-queries.ts'
import type { CrawlerTables } from './tables.ts'

/** Workers say every few seconds what they are configured for. */
const CONFIGURED_FOR_MS = 60_000

/** How crawling goes in every region that a worker was ever configured for. Needs `ops:read`. */
export async function crawlerStatus(ctx: Ctx): Promise<CrawlerStatus> {
  requireScope(ctx.actor, 'ops:read')
  const [rows, { pending, players }] = await Promise.all([
    selectRegions(ctx.db),
    countWaiting(ctx.db),
  ])
  const now = ctx.clock.now()
  return {
    regions: rows.map((row) => ({
      ...toRegion(row, now),
      matches: {
        pending: pending.get(row.region) ?? 0,
        fetched: row.matches_fetched,
        gone: row.matches_gone,
        failed: row.matches_failed,
      },
      players: players.get(row.region) ?? 0,
    })),
  }
}

function toRegion(
  row: Selectable<CrawlerTables['crawl_region']>,
  now: Date,
): Omit<CrawlerRegion, 'matches' | 'players'> {
  const isWaiting = row.resume_at !== null && row.resume_at > now
  return {
    region: row.region,
    enabled: row.enabled,
    configured: now.getTime() - row.configured_at.getTime() < CONFIGURED_FOR_MS,
    waitsFor: isWaiting ? row.waits_for : null,
    resumeAt: isWaiting ? iso(row.resume_at) : null,
    breaker: {
      state: breakerState(row.open_until, now),
      failures: row.failures,
      openUntil: iso(row.open_until),
    },
    calls: {
      total: row.calls,
      throttled: row.throttled,
      failed: row.failed_calls,
      lastAt: iso(row.last_call_at),
      lastError: row.last_error,
      lastErrorAt: iso(row.last_error_at),
    },
  }
}

function breakerState(openUntil: Date | null, now: Date): CrawlerRegion['breaker']['state'] {
  if (openUntil === null) return 'closed'
  return openUntil > now ? 'open' : 'half-open'
}

function iso(time: Date | null): string | null {
  return time?.toISOString() ?? null
}
