import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

export type MatchSummaryRow = Omit<
  NonNullable<Awaited<ReturnType<typeof findMatch>>>,
  'trade_window_ms'
>

export const SUMMARY_COLUMNS = [
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
    .selectFrom('match')
    .select(SUMMARY_COLUMNS)
    .select('trade_window_ms')
    .where('id', '=', matchId)
    .executeTakeFirst()
}

export function matchPlayers(db: Kysely<Database>, match: { readonly match_key: number }) {
  return db
    .selectFrom('player_game')
    .leftJoin('player', 'player.player_key', 'player_game.player_key')
    .selectAll('player_game')
    .select(['player.puuid', 'player.name', 'player.tag', 'player.consented_at'])
    .where('player_game.match_key', '=', match.match_key)
    .orderBy('slot')
    .execute()
}

export async function matchEvents(
  db: Kysely<Database>,
  match: { readonly match_key: number },
): Promise<Uint8Array> {
  const row = await db
    .selectFrom('match')
    .select('events')
    .where('match_key', '=', match.match_key)
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

export interface ListPosition {
  readonly startedAt: Date
  readonly key: number
}

/** A stretch of the list: the rows in it that fit the filter, and where it ended; null at the list's end. */
export interface MatchWindow {
  readonly rows: readonly MatchSummaryRow[]
  readonly end: ListPosition | null
}

/**
 * The next `size` matches after `before`, newest first, and of these the ones that fit the filter. Reads
 * no more than that, however rare a match that fits: the index is by queue and time. Without a queue, the
 * newest of each queue are merged.
 */
export async function matchWindow(
  db: Kysely<Database>,
  filter: MatchListFilter,
  { size, before }: { readonly size: number; readonly before: ListPosition | null },
): Promise<MatchWindow> {
  const { queue_key, ...rest } = filter
  const queues =
    queue_key === undefined
      ? sql`(select key from dimension where kind = 'queue' union all select 0)`
      : sql`(select ${queue_key}::integer as key)`
  const after =
    before === null
      ? sql`true`
      : sql`(started_at, match_key) < (${before.startedAt}, ${before.key}::integer)`
  const columns = sql.join(SUMMARY_COLUMNS.map((column) => sql.ref(column)))
  const fits = sql.join(
    [sql`true`, ...Object.entries(rest).map(([name, key]) => sql`${sql.ref(name)} = ${key}`)],
    sql` and `,
  )
  const { rows } = await sql<MatchSummaryRow & { readonly fits: boolean }>`
    select *, ${fits} as fits from (
      select newest.* from ${queues} as queue cross join lateral (
        select ${columns} from match
        where queue_key = queue.key and ${after}
        order by started_at desc, match_key desc
        limit ${size}
      ) as newest
      order by started_at desc, match_key desc
      limit ${size}
    ) as stretch
    order by started_at desc, match_key desc
  `.execute(db)
  const last = rows.length < size ? undefined : rows.at(-1)
  return {
    rows: rows.filter((row) => row.fits),
    end: last === undefined ? null : { startedAt: last.started_at, key: last.match_key },
  }
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
