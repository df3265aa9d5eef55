import { type Kysely, type SelectQueryBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'

export type MatchSummaryRow = NonNullable<Awaited<ReturnType<typeof findMatch>>>

const SUMMARY_COLUMNS = [
  'match.match_key',
  'match.id',
  'match.source',
  'match.queue_key',
  'match.map_key',
  'match.patch_key',
  'match.act_key',
  'match.region_key',
  'match.started_at',
  'match.rounds',
  'match.red_score',
  'match.blue_score',
  'match.winner',
  'match.surrendered',
] as const

export function findMatch(db: Kysely<Database>, matchId: string) {
  return db
    .selectFrom('match_ref')
    .innerJoin('match', (join) =>
      join
        .onRef('match.match_key', '=', 'match_ref.match_key')
        .onRef('match.patch_key', '=', 'match_ref.patch_key'),
    )
    .select(SUMMARY_COLUMNS)
    .where('match_ref.id', '=', matchId)
    .executeTakeFirst()
}

export function matchPlayers(
  db: Kysely<Database>,
  match: { readonly match_key: number; readonly patch_key: number },
) {
  return db
    .selectFrom('player_match')
    .innerJoin('player', 'player.player_key', 'player_match.player_key')
    .selectAll('player_match')
    .select('player.puuid')
    .where('player_match.match_key', '=', match.match_key)
    .where('player_match.patch_key', '=', match.patch_key)
    .orderBy('slot')
    .execute()
}

export async function matchEvents(
  db: Kysely<Database>,
  match: { readonly match_key: number; readonly patch_key: number },
): Promise<Uint8Array> {
  const row = await db
    .selectFrom('match_events')
    .select('events')
    .where('match_key', '=', match.match_key)
    .where('patch_key', '=', match.patch_key)
    .executeTakeFirstOrThrow()
  return row.events
}

/** Keys of the filters that were given; an unknown value has no key and no rows. */
export interface MatchListFilter {
  readonly queue_key?: number
  readonly map_key?: number
  readonly patch_key?: number
  readonly act_key?: number
  readonly region_key?: number
}

/** Newest first. `before` is the sort key of the last row seen. */
export function listMatchRows(
  db: Kysely<Database>,
  filter: MatchListFilter,
  page: {
    readonly limit: number
    readonly before: { readonly startedAt: Date; readonly key: number } | null
  },
): Promise<MatchSummaryRow[]> {
  const { before } = page
  return withFilter(db.selectFrom('match').select(SUMMARY_COLUMNS), filter)
    .$if(before !== null, (query) =>
      query.where(sql<boolean>`(started_at, match_key) < (${before?.startedAt}, ${before?.key})`),
    )
    .orderBy('started_at', 'desc')
    .orderBy('match_key', 'desc')
    .limit(page.limit)
    .execute()
}

function withFilter<Output>(
  query: SelectQueryBuilder<Database, 'match', Output>,
  filter: MatchListFilter,
) {
  const columns = ['queue_key', 'map_key', 'patch_key', 'act_key', 'region_key'] as const
  return columns.reduce((filtered, column) => {
    const key = filter[column]
    return key === undefined ? filtered : filtered.where(column, '=', key)
  }, query)
}

export function listRejectedRows(
  db: Kysely<Database>,
  filter: {
    readonly kind?: 'excluded' | 'quarantined' | undefined
    readonly code?: string | undefined
  },
  page: { readonly limit: number; readonly beforeId: number | null },
) {
  const { kind, code } = filter
  return db
    .selectFrom('rejected_document')
    .selectAll()
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? 'excluded'))
    .$if(code !== undefined, (query) => query.where('code', '=', code ?? ''))
    .$if(page.beforeId !== null, (query) => query.where('id', '<', page.beforeId))
    .orderBy('id', 'desc')
    .limit(page.limit)
    .execute()
}

export function findRejected(db: Kysely<Database>, ids: readonly number[]) {
  return db
    .selectFrom('rejected_document')
    .selectAll()
    .where('id', '=', sql<number>`any(${ids}::bigint[])`)
    .orderBy('id')
    .execute()
}

export async function deleteRejected(db: Kysely<Database>, ids: readonly number[]): Promise<void> {
  await db
    .deleteFrom('rejected_document')
    .where('id', '=', sql<number>`any(${ids}::bigint[])`)
    .execute()
}
