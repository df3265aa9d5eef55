import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { MAX_INT4 } from '../pagination.ts'
import {
  coreMeasures,
  gameMeasures,
  toAgentRef,
  toMapRef,
  totalCoreSums,
  totalGameSums,
} from '../stats/index.ts'
import type { PlayerProfile, playerProfileInput } from './contract.ts'
import { openPage, toIdentity } from './find-player.ts'
import { type GameFilter, type HistoryRow, historyRows } from './game-queries.ts'
import { tierRef, toCoreSums, toGameLines } from './pages/game-line.ts'
import { groupBy } from './pages/group-by.ts'
import { ratingRows, rollupRows } from './queries.ts'
import { resolveGames } from './resolve-games.ts'

type RollupRow = Awaited<ReturnType<typeof rollupRows>>[number]

/** Games in `recent`, and agents and maps listed from them. */
const RECENT = 20
const TOP = 3
/** Games looked at for them, at most. */
const SCAN = 1_000

/**
 * A player at a glance: sums from the roll-ups, per queue and act, and the latest games. Unknown filter
 * values give a profile without games. Throws PLAYER_NOT_FOUND, PLAYER_PRIVATE.
 */
export async function playerProfile(
  ctx: Ctx,
  { player: ref, ...filters }: z.output<typeof playerProfileInput>,
): Promise<PlayerProfile> {
  const player = await openPage(ctx, ref)
  const filter = await resolveGames(ctx, filters)
  const rows = filter === null ? [] : await rollupRows(ctx.db, player.player_key, filter)
  const queueKeys = [...new Set(rows.map((row) => row.queue_key))]
  const [games, named, ratings] = await Promise.all([
    filter === null ? [] : recentGames(ctx, player.player_key, { filter, rows }),
    ctx.dimensions.named(rows.flatMap((row) => [row.queue_key, row.act_key])),
    ratingRows(ctx.db, player.player_key, queueKeys),
  ])
  const idOf = (key: number) => named.get(key)?.id ?? null
  const latest = toSlice(ctx, rows)
  return {
    player: toIdentity(player),
    lastPlayedAt: rows.length === 0 ? null : latest.lastPlayedAt,
    tier: latest.tier,
    totals: latest.measures,
    queues: groupBy(rows, (row) => row.queue_key)
      .map(([key, own]) => ({
        queue: idOf(key) ?? '',
        rating: toRating(ratings.find((row) => row.queue_key === key)),
        ...toSlice(ctx, own),
      }))
      .sort((a, b) => b.measures.games - a.measures.games),
    acts: groupBy(rows, (row) => row.act_key)
      .map(([key, own]) => ({ act: idOf(key), ...toSlice(ctx, own) }))
      .sort((a, b) => b.lastPlayedAt.localeCompare(a.lastPlayedAt)),
    recent: await toRecent(ctx, games),
  }
}

function toRating(row: Awaited<ReturnType<typeof ratingRows>>[number] | undefined) {
  if (row === undefined) return null
  const { mu, sigma, games } = row
  return { value: mu - 3 * sigma, mu, sigma, games }
}

/** The latest games of the roll-up rows. Those tell when the last one was: the search begins there. */
function recentGames(
  { db }: Ctx,
  playerKey: number,
  { filter, rows }: { readonly filter: GameFilter; readonly rows: readonly RollupRow[] },
) {
  const before = { started_minute: Math.floor(latestOf(rows) / TIER_RANGE), match_key: MAX_INT4 }
  return historyRows(db, playerKey, { filter, before, scan: SCAN, limit: RECENT })
}

/** `latest` of a roll-up row: minutes since 1970, then six bits of tier. */
const TIER_RANGE = 64
const MINUTE_MS = 60_000

function latestOf(rows: readonly RollupRow[]): number {
  return Math.max(0, ...rows.map((row) => row.latest))
}

function toSlice(ctx: Ctx, rows: readonly RollupRow[]) {
  const latest = latestOf(rows)
  const ranked = latestOf(rows.filter((row) => row.latest % TIER_RANGE > 0))
  return {
    lastPlayedAt: new Date(Math.floor(latest / TIER_RANGE) * MINUTE_MS).toISOString(),
    tier: tierRef(ctx, ranked % TIER_RANGE),
    measures: gameMeasures(totalGameSums(rows)),
  }
}

async function toRecent(ctx: Ctx, rows: readonly HistoryRow[]): Promise<PlayerProfile['recent']> {
  const games = await toGameLines(ctx, rows)
  const named = await ctx.dimensions.named(rows.flatMap((row) => [row.agent_key, row.map_key]))
  return {
    games,
    measures: measuresOf(rows),
    agents: top(rows, (row) => row.agent_key).map(([key, own]) => ({
      agent: toAgentRef(named.get(key)),
      measures: measuresOf(own),
    })),
    maps: top(rows, (row) => row.map_key).map(([key, own]) => ({
      map: toMapRef(named.get(key)),
      measures: measuresOf(own),
    })),
  }
}

function top(rows: readonly HistoryRow[], keyOf: (row: HistoryRow) => number) {
  return groupBy(rows, keyOf)
    .sort(([, a], [, b]) => b.length - a.length)
    .slice(0, TOP)
}

function measuresOf(rows: readonly HistoryRow[]) {
  return coreMeasures(totalCoreSums(rows.map(toCoreSums)))
}
