import { type Kysely, sql } from 'kysely'
import { SUBJECT_KINDS } from '../community/contract.ts'
import type { Database } from '../db/database.ts'
import { announceRows } from '../events/index.ts'
import { channelOf } from './channel.ts'
import type { News } from './news.ts'

/**
 * Writes down what somebody is told, or adds to what they have not read yet of the same, and tells their streams. Nothing
 * when the recipient did it, or does not want to hear of who did, or when nobody is to hear of them.
 */
export async function putNotification(tx: Kysely<Database>, news: News): Promise<void> {
  const { accountId, kind, detail } = news
  const actorId = news.actorId ?? null
  const subjectKind = news.subject ? SUBJECT_KINDS[news.subject.kind] : null
  const subjectId = news.subject?.id ?? null
  await sql`
    with told as (
      insert into notification as it (account_id, kind, actor_id, subject_kind, subject_id, detail)
      select recipient.id, ${kind}, ${actorId}::integer, ${subjectKind}::smallint,
        ${subjectId}::integer, ${JSON.stringify(detail)}::jsonb
      from account as recipient
      where recipient.id = ${accountId} and (${actorId}::integer is null or (
        recipient.id <> ${actorId}::integer
        and exists (select from account where id = ${actorId}::integer and not shadow_banned)
        and not exists (
          select from block
          where (account_id = recipient.id and other_id = ${actorId}::integer)
            or (account_id = ${actorId}::integer and other_id = recipient.id and kind = 'block')
        )
      ))
      on conflict (account_id, kind, subject_kind, subject_id)
        where read_at is null and kind in ('reply', 'answer', 'follow')
      do update set id = default, actor_id = excluded.actor_id, detail = excluded.detail,
        notified_at = excluded.notified_at,
        -- Who follows, stops and follows again is one follower.
        count = it.count
          + case when it.kind = 'follow' and it.actor_id = excluded.actor_id then 0 else 1 end
      returning id
    )
    ${announceRows(sql`select ${channelOf(accountId)}, jsonb_build_object('id', id) from told`)}
  `.execute(tx)
}

/**
 * How many were unread; streams are told if any was. In the order of their ids, so that two that mark the same wait, and
 * no more.
 */
export async function writeRead(
  db: Kysely<Database>,
  accountId: number,
  which: { readonly ids: readonly number[] } | { readonly upTo: number },
): Promise<number> {
  const chosen =
    'ids' in which ? sql`id = any(${which.ids}::bigint[])` : sql`id <= ${which.upTo}::bigint`
  const { rows } = await sql<{ marked: number }>`
    with marked as (
      update notification set read_at = now()
      from (
        select id from notification
        where account_id = ${accountId} and read_at is null and ${chosen}
        order by id for update
      ) as unread
      where notification.id = unread.id
      returning 1
    ), told as (
      ${announceRows(sql`
        select ${channelOf(accountId)}, '{}'::jsonb where exists (select from marked)`)}
    )
    select count(*)::integer as marked from marked
  `.execute(db)
  return rows[0]?.marked ?? 0
}
