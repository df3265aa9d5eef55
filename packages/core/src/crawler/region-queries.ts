import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { CrawlWait } from './tables.ts'

/** Remembers which regions workers can crawl. They are not crawled before somebody starts them. */
export async function registerRegions(
  db: Kysely<Database>,
  regions: readonly string[],
  now: Date,
): Promise<void> {
  await db
    .insertInto('crawl_region')
    .values(regions.map((region) => ({ region, configured_at: now })))
    .onConflict((conflict) => conflict.column('region').doUpdateSet({ configured_at: now }))
    .execute()
}

/** Of these regions the started ones that may call and have something to call for. */
export async function selectRegionsWithWork(
  db: Kysely<Database>,
  regions: readonly string[],
  now: Date,
): Promise<readonly string[]> {
  const { rows } = await sql<{ region: string }>`
    select region from crawl_region as r
    where region = any(${regions}::text[]) and enabled
      and (resume_at is null or resume_at <= ${now})
      and (open_until is null or open_until <= ${now})
      and (probe_until is null or probe_until <= ${now})
      and (
        begun_at is null
        or exists (select from crawl_poll as p where p.region = r.region and next_poll_at <= ${now})
        or exists (select from crawl_match as m
          where m.region = r.region and state = 'pending' and available_at <= ${now})
        or exists (select from crawl_player as w where w.region = r.region and next_walk_at <= ${now})
      )
    order by region
  `.execute(db)
  return rows.map(({ region }) => region)
}

/** Notes that calls begin in a region; true for the one caller who does so first. */
export async function beginRegion(
  db: Kysely<Database>,
  region: string,
  now: Date,
): Promise<boolean> {
  const result = await db
    .updateTable('crawl_region')
    .set({ begun_at: now })
    .where('region', '=', region)
    .where('begun_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/**
 * Whether a region is started and its breaker lets a call through. A half-open one lets a single caller
 * through, and another one only when that one has not reported within `probeMs`.
 */
export async function admitCall(
  db: Kysely<Database>,
  region: string,
  options: { readonly now: Date; readonly probeMs: number },
): Promise<boolean> {
  const { now, probeMs } = options
  const row = await db
    .selectFrom('crawl_region')
    .select('open_until')
    .where('region', '=', region)
    .where('enabled', '=', true)
    .executeTakeFirst()
  if (row === undefined) return false
  if (row.open_until === null) return true
  const result = await db
    .updateTable('crawl_region')
    .set({ probe_until: new Date(now.getTime() + probeMs) })
    .where('region', '=', region)
    .where('open_until', '<=', now)
    .where((eb) => eb.or([eb('probe_until', 'is', null), eb('probe_until', '<=', now)]))
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** A call that was answered: the breaker closes. */
export async function recordSuccess(
  db: Kysely<Database>,
  region: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('crawl_region')
    .set((eb) => ({
      calls: eb('calls', '+', 1),
      last_call_at: now,
      failures: 0,
      trips: 0,
      open_until: null,
      probe_until: null,
    }))
    .where('region', '=', region)
    .execute()
}

/** A call that was answered 429: it says nothing about the health of the upstream. */
export async function recordThrottled(
  db: Kysely<Database>,
  region: string,
  now: Date,
): Promise<void> {
  await db
    .updateTable('crawl_region')
    .set((eb) => ({
      calls: eb('calls', '+', 1),
      throttled: eb('throttled', '+', 1),
      last_call_at: now,
      probe_until: null,
    }))
    .where('region', '=', region)
    .execute()
}

export interface FailedCall {
  readonly now: Date
  readonly error: string
  /** Whether it was answered 429. */
  readonly throttled: boolean
  /** Failures in a row that open the breaker. */
  readonly limit: number
  /** How long it opens the first time; doubles up to `maxMs` until a call succeeds. */
  readonly baseMs: number
  readonly maxMs: number
}

/**
 * A failed call. It opens the breaker when it is the last straw, or the probe of a half-open region;
 * calls that were under way when it opened change nothing.
 */
export async function recordFailure(
  db: Kysely<Database>,
  region: string,
  { now, error, throttled, limit, baseMs, maxMs }: FailedCall,
): Promise<void> {
  const isOpen = sql<boolean>`coalesce(open_until > ${now}, false)`
  const opens = sql<boolean>`not ${isOpen} and (open_until is not null or failures + 1 >= ${limit})`
  const openMs = sql`least(${maxMs}::float8, ${baseMs}::float8 * 2.0 ^ least(trips, 30))`
  await sql`
    update crawl_region set
      calls = calls + 1, last_call_at = ${now},
      failed_calls = failed_calls + ${throttled ? 0 : 1}, throttled = throttled + ${throttled ? 1 : 0},
      last_error = ${error}, last_error_at = ${now},
      failures = failures + 1,
      trips = trips + case when ${opens} then 1 else 0 end,
      open_until = case when ${opens}
        then ${now}::timestamptz + ${openMs} * interval '1 millisecond' else open_until end,
      probe_until = null
    where region = ${region}
  `.execute(db)
}

/** Says why a region is left alone until then; both null when nothing holds it up. */
export async function postponeRegion(
  db: Kysely<Database>,
  region: string,
  wait: { readonly resume_at: Date | null; readonly waits_for: CrawlWait | null },
): Promise<void> {
  await db.updateTable('crawl_region').set(wait).where('region', '=', region).execute()
}

/** Starts or stops these regions, or all; returns those there are. A start also closes the breaker. */
export async function switchRegions(
  db: Kysely<Database>,
  regions: readonly string[] | undefined,
  enabled: boolean,
): Promise<string[]> {
  const anew = { failures: 0, trips: 0, open_until: null, probe_until: null }
  const rows = await db
    .updateTable('crawl_region')
    .set({ enabled, ...(enabled ? anew : {}) })
    .$if(regions !== undefined, (query) => query.where('region', 'in', [...(regions ?? [])]))
    .returning('region')
    .execute()
  return rows.map(({ region }) => region).sort()
}

export function selectRegions(db: Kysely<Database>) {
  return db.selectFrom('crawl_region').selectAll().orderBy('region').execute()
}

/** Pending matches and followed players, per region. There are no more of them than the policy allows. */
export async function countWaiting(db: Kysely<Database>) {
  const pending = await db
    .selectFrom('crawl_match')
    .select((eb) => ['region', eb.fn.countAll<number>().as('n')])
    .where('state', '=', 'pending')
    .groupBy('region')
    .execute()
  const players = await db
    .selectFrom('crawl_player')
    .select((eb) => ['region', eb.fn.countAll<number>().as('n')])
    .groupBy('region')
    .execute()
  return { pending: byRegion(pending), players: byRegion(players) }
}

function byRegion(
  rows: readonly { readonly region: string; readonly n: number }[],
): ReadonlyMap<string, number> {
  return new Map(rows.map(({ region, n }) => [region, n]))
}
