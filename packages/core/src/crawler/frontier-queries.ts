import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** Makes the poll of each queue, and forgets those of queues that are not configured any more. */
export async function syncPolls(
  db: Kysely<Database>,
  region: string,
  { queues, now }: { readonly queues: readonly string[]; readonly now: Date },
): Promise<void> {
  await db
    .deleteFrom('crawl_poll')
    .where('region', '=', region)
    .where('queue', 'not in', [...queues])
    .execute()
  await db
    .insertInto('crawl_poll')
    .values(queues.map((queue) => ({ region, queue, next_poll_at: now })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Takes a queue that is due; it is due again at `next`, whatever becomes of this poll. */
export async function claimPoll(
  db: Kysely<Database>,
  region: string,
  { now, next }: { readonly now: Date; readonly next: Date },
): Promise<string | undefined> {
  const row = await db
    .updateTable('crawl_poll')
    .set({ next_poll_at: next })
    .where('region', '=', region)
    .where('queue', '=', (eb) =>
      eb
        .selectFrom('crawl_poll')
        .select('queue')
        .where('region', '=', region)
        .where('next_poll_at', '<=', now)
        .orderBy('next_poll_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning('queue')
    .executeTakeFirst()
  return row?.queue
}

/** Notes when a queue was polled, or has it polled again at another time. */
export async function updatePoll(
  db: Kysely<Database>,
  poll: { readonly region: string; readonly queue: string },
  change: { readonly polled_at: Date } | { readonly next_poll_at: Date },
): Promise<void> {
  await db
    .updateTable('crawl_poll')
    .set(change)
    .where('region', '=', poll.region)
    .where('queue', '=', poll.queue)
    .execute()
}

export interface DuePlayer {
  readonly puuid: string
  readonly fruitless: number
  readonly failures: number
}

/** Takes the player whose walk is due longest; nobody else gets them before `until`. */
export async function claimPlayer(
  db: Kysely<Database>,
  region: string,
  { now, until }: { readonly now: Date; readonly until: Date },
): Promise<DuePlayer | undefined> {
  return db
    .updateTable('crawl_player')
    .set({ next_walk_at: until })
    .where('region', '=', region)
    .where('puuid', '=', (eb) =>
      eb
        .selectFrom('crawl_player')
        .select('puuid')
        .where('region', '=', region)
        .where('next_walk_at', '<=', now)
        .orderBy('next_walk_at')
        .limit(1)
        .forUpdate()
        .skipLocked(),
    )
    .returning(['puuid', 'fruitless', 'failures'])
    .executeTakeFirst()
}

export async function updatePlayer(
  db: Kysely<Database>,
  player: { readonly region: string; readonly puuid: string },
  walk: {
    readonly next_walk_at: Date
    readonly fruitless?: number
    readonly failures?: number
  },
): Promise<void> {
  await db
    .updateTable('crawl_player')
    .set(walk)
    .where('region', '=', player.region)
    .where('puuid', '=', player.puuid)
    .execute()
}

export async function deletePlayer(
  db: Kysely<Database>,
  player: { readonly region: string; readonly puuid: string },
): Promise<void> {
  await db
    .deleteFrom('crawl_player')
    .where('region', '=', player.region)
    .where('puuid', '=', player.puuid)
    .execute()
}

/**
 * Stops following a player everywhere, for one who is to be forgotten. Ids that are uuids are stored as
 * the upstream spells them.
 */
export async function unfollowPlayer(db: Kysely<Database>, puuid: string): Promise<void> {
  await sql`delete from crawl_player where lower(puuid) = lower(${puuid})`.execute(db)
}

/** Follows players that are not followed yet. */
export async function insertPlayers(
  db: Kysely<Database>,
  region: string,
  { puuids, now }: { readonly puuids: readonly string[]; readonly now: Date },
): Promise<void> {
  await sql`
    insert into crawl_player (region, puuid, next_walk_at)
    select ${region}, puuid, ${now} from unnest(${puuids}::text[]) as new (puuid)
    where not exists (
      select from erased_player
      -- Upstreams write uuids in either case; here they are lower case.
      where erased_player.puuid_hash in (
        sha256(convert_to(new.puuid, 'UTF8')), sha256(convert_to(lower(new.puuid), 'UTF8'))
      )
    )
    order by puuid
    on conflict do nothing
  `.execute(db)
}

/** How many more players may be followed in a region. */
export async function roomForPlayers(
  db: Kysely<Database>,
  region: string,
  limit: number,
): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (
      select from crawl_player where region = ${region} limit ${limit}
    ) as head
  `.execute(db)
  return limit - (rows[0]?.n ?? 0)
}
