import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'

/** Whether an account may say anything at present. */
export interface Sanctions {
  readonly muted: boolean
  readonly banned: boolean
  /** Until when; null: for good, or not at all. */
  readonly mutedUntil: Date | null
  readonly bannedUntil: Date | null
}

/** And what. */
export interface Voice extends Sanctions {
  readonly shadowBanned: boolean
  /** A guest, or made after the moment that was asked for. */
  readonly isNew: boolean
  /** Texts since the moment that was asked for, this one included; no more than one above `most`. */
  readonly texts: number
}

const sanctionsAt = (now: RawBuilder<unknown>) => sql`
  coalesce(muted_until > ${now}, false) as muted,
  coalesce(banned_until > ${now}, false) as banned,
  case when isfinite(muted_until) then muted_until end as "mutedUntil",
  case when isfinite(banned_until) then banned_until end as "bannedUntil"
`

/** Those of an account, which stay as they are until the transaction ends; undefined when it is gone. */
export async function holdSanctions(
  tx: Kysely<Database>,
  accountId: number,
  now: Date,
): Promise<Sanctions | undefined> {
  const { rows } = await sql<Sanctions>`
    select ${sanctionsAt(sql`${now}::timestamptz`)} from account where id = ${accountId} for no key update
  `.execute(tx)
  return rows[0]
}

const voiceOf = prepared(
  'voice',
  (accountId: number, now: Date, since: Date, most: number, newSince: Date) => sql<Voice>`
    with counted as (
      insert into recent_text as it (account_id, times, latest_at)
      select id, array[${now}::timestamptz], ${now}::timestamptz from account where id = ${accountId}::integer
      on conflict (account_id) do update set latest_at = excluded.latest_at, times = array(
        select time from unnest(it.times) as time where time > ${since}::timestamptz
        order by time desc limit ${most}::integer
      ) || excluded.times
      returning cardinality(times) as texts
    )
    select ${sanctionsAt(sql`${now}::timestamptz`)},
      shadow_banned as "shadowBanned",
      kind = 'guest' or created_at > ${newSince}::timestamptz as "isNew", texts
    from account cross join counted
    where id = ${accountId}::integer
  `,
)

/**
 * Counts a text of an account, and says what it may say; undefined when the account is gone. Until the
 * transaction ends, no other text of this account gets past here.
 */
export async function countText(
  tx: Kysely<Database>,
  text: {
    readonly accountId: number
    readonly now: Date
    readonly since: Date
    readonly most: number
    readonly newSince: Date
  },
): Promise<Voice | undefined> {
  const { accountId, now, since, most, newSince } = text
  const [voice] = await voiceOf(tx, accountId, now, since, most, newSince)
  return voice
}
