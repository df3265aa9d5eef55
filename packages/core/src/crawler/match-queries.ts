import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { CrawlState } from './tables.ts'

/**
 * Takes in matches nobody has heard of, unless they are stored already, whoever brought them. Returns how
 * many that were.
 */
export async function insertFound(
  db: Kysely<Database>,
  region: string,
  found: { readonly ids: readonly string[]; readonly now: Date },
): Promise<number> {
  if (found.ids.length === 0) return 0
  const result = await sql`
    insert into crawl_match (id, region, available_at, found_at)
    select id, ${region}, ${found.now}, ${found.now}
    from unnest(${found.ids}::uuid[]) as new (id)
    where not exists (select from match where match.id = new.id)
    order by id
    on conflict (id) do nothing
  `.execute(db)
  return Number(result.numAffectedRows ?? 0n)
}

export interface ClaimedMatch {
  readonly id: string
  /** Proof of the claim: whoever has an older one has lost it. */
  readonly claim: string
  /** Claims so far, this one included. */
  readonly attempts: number
  readonly throttled: number
  /** Whether somebody else has brought it in meanwhile. */
  readonly stored: boolean
}

/** Takes the match that waits longest; it is the caller's until `until`. */
export async function claimMatch(
  db: Kysely<Database>,
  region: string,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<ClaimedMatch | undefined> {
  const { rows } = await sql<ClaimedMatch>`
    update crawl_match set available_at = ${until}, claim = gen_random_uuid(), attempts = attempts + 1
    where id = (
      select id from crawl_match
      where region = ${region} and state = 'pending' and available_at <= ${now}
      order by available_at
      limit 1
      for update skip locked
    )
    returning id, claim, attempts, throttled,
      exists (select from match where match.id = crawl_match.id) as stored
  `.execute(db)
  return rows[0]
}

/** Ends a claim for good, and counts it. Without effect when the claim was lost. */
export async function finishMatch(
  db: Kysely<Database>,
  { id, claim }: Pick<ClaimedMatch, 'id' | 'claim'>,
  end: {
    readonly state: Exclude<CrawlState, 'pending'>
    readonly reason: string | null
    readonly now: Date
  },
): Promise<void> {
  const counter = sql.ref(`matches_${end.state}`)
  await sql`
    with done as (
      update crawl_match
      set state = ${end.state}, reason = ${end.reason}, done_at = ${end.now}, claim = null
      where id = ${id} and claim = ${claim}
      returning region
    )
    update crawl_region set ${counter} = ${counter} + 1
    from done where crawl_region.region = done.region
  `.execute(db)
}

export interface Return {
  readonly availableAt: Date
  readonly reason: string | null
  /** What the claim was: an attempt, an answer 429, or nothing at all, since no call was made. */
  readonly counts: 'attempt' | 'throttled' | 'nothing'
}

/** Gives a claimed match back. Without effect when the claim was lost. */
export async function returnMatch(
  db: Kysely<Database>,
  { id, claim }: Pick<ClaimedMatch, 'id' | 'claim'>,
  { availableAt, reason, counts }: Return,
): Promise<void> {
  await db
    .updateTable('crawl_match')
    .set((eb) => ({
      available_at: availableAt,
      claim: null,
      reason,
      ...(counts === 'attempt' ? {} : { attempts: eb('attempts', '-', 1) }),
      ...(counts === 'throttled' ? { throttled: eb('throttled', '+', 1) } : {}),
    }))
    .where('id', '=', id)
    .where('claim', '=', claim)
    .execute()
}

/** How many more matches may be pending in a region. */
export async function roomForMatches(
  db: Kysely<Database>,
  region: string,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select from crawl_match where region = ${region} and state = 'pending' limit ${limit}
    ) as head
  `.execute(db)
  return limit - (rows[0]?.n ?? 0)
}

/**
 * Forgets up to `limit` matches that were fetched before then and stored: the stored match itself keeps
 * them from being fetched again. Those that are not counted stay, because nothing else remembers them.
 */
export async function pruneFetched(
  db: Kysely<Database>,
  { before, limit }: { readonly before: Date; readonly limit: number },
): Promise<void> {
  await sql`
    delete from crawl_match where id in (
      select id from crawl_match
      where state = 'fetched' and reason is null and done_at < ${before}
        and exists (select from match where match.id = crawl_match.id)
      order by done_at
      limit ${limit}
      for update skip locked
    )
  `.execute(db)
}

/** Of the latest matches fetched since then, how many there are and how many went into quarantine. */
export async function selectQuarantined(
  db: Kysely<Database>,
  region: string,
  { since, latest }: { readonly since: Date; readonly latest: number },
): Promise<{ readonly n: number; readonly quarantined: number }> {
  const { rows } = await sql<{ n: number; quarantined: number }>`
    select count(*) as n, count(*) filter (where reason like 'quarantined:%') as quarantined
    from (
      select reason from crawl_match
      where region = ${region} and state = 'fetched' and done_at > ${since}
      order by done_at desc
      limit ${latest}
    ) as head
  `.execute(db)
  return rows[0] ?? { n: 0, quarantined: 0 }
}

/** Makes pending again what was answered 403. */
export async function reopenForbidden(
  db: Kysely<Database>,
  regions: readonly string[],
  now: Date,
): Promise<void> {
  await db
    .updateTable('crawl_match')
    .set({ state: 'pending', reason: null, attempts: 0, done_at: null, available_at: now })
    .where('region', 'in', [...regions])
    .where('state', '=', 'gone')
    .where('reason', '=', 'HTTP 403')
    .execute()
}
