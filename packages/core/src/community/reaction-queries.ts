import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { type Emoji, SUBJECT_KINDS, type SubjectKind } from './contract.ts'
import type { Subject } from './subject.ts'

/** False when this account has reacted so before. */
export async function insertReaction(
  tx: Kysely<Database>,
  { kind, id }: Subject,
  { accountId, emoji }: { readonly accountId: number; readonly emoji: Emoji },
): Promise<boolean> {
  const { rows } = await sql`
    insert into reaction (subject_kind, subject_id, account_id, emoji)
    values (${SUBJECT_KINDS[kind]}, ${id}, ${accountId}, ${emoji})
    on conflict (subject_kind, subject_id, account_id, emoji) do nothing
    returning emoji
  `.execute(tx)
  return rows.length > 0
}

/** False when this account has not reacted so. */
export async function deleteReaction(
  tx: Kysely<Database>,
  { kind, id }: Subject,
  { accountId, emoji }: { readonly accountId: number; readonly emoji: Emoji },
): Promise<boolean> {
  const { rows } = await sql`
    delete from reaction
    where subject_kind = ${SUBJECT_KINDS[kind]} and subject_id = ${id}
      and account_id = ${accountId} and emoji = ${emoji}
    returning emoji
  `.execute(tx)
  return rows.length > 0
}

/** The caller holds the subject's row. */
export async function addToReactions(
  tx: Kysely<Database>,
  { kind, id }: Subject,
  { emoji, delta }: { readonly emoji: Emoji; readonly delta: number },
): Promise<void> {
  await sql`
    insert into reaction_count as it (subject_kind, subject_id, emoji, count)
    values (${SUBJECT_KINDS[kind]}, ${id}, ${emoji}, ${delta})
    on conflict (subject_kind, subject_id, emoji) do update set count = it.count + excluded.count
  `.execute(tx)
}

/**
 * An expression: how often each emoji was sent to a subject, as the JSON of `reactionCounts`. Its inner table
 * is named `the_count`: what is passed in must be a parameter, or a column with its table.
 */
export const reactionsTo = (kind: SubjectKind, id: RawBuilder<unknown>) => sql<
  readonly { readonly emoji: string; readonly count: number }[]
>`(
  select coalesce(json_agg(json_build_object('emoji', the_count.emoji, 'count', the_count.count)
    order by the_count.count desc, the_count.emoji collate "C"), '[]')
  from reaction_count as the_count
  where the_count.subject_kind = ${SUBJECT_KINDS[kind]} and the_count.subject_id = ${id}
    and the_count.count > 0
)`

/** An expression: what an account has sent to a subject, as JSON. Its inner table is named `the_reaction`. */
export const myReactions = (
  kind: SubjectKind,
  id: RawBuilder<unknown>,
  accountId: RawBuilder<unknown>,
) => sql<readonly string[]>`(
  select coalesce(json_agg(the_reaction.emoji order by the_reaction.reacted_at, the_reaction.emoji collate "C"), '[]')
  from reaction as the_reaction
  where the_reaction.subject_kind = ${SUBJECT_KINDS[kind]} and the_reaction.subject_id = ${id}
    and the_reaction.account_id = ${accountId}
)`
