import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Services } from '../context.ts'
import type { Database } from '../db/database.ts'
import { isAppError } from '../errors.ts'
import { findPlayer } from '../players/index.ts'
import { addComments } from '../posts/index.ts'
import type { CommentedKind, CommentedSubject, SubjectRef } from './contract.ts'

type Sql = RawBuilder<unknown>
type IdOf<Kind extends CommentedKind> = Extract<CommentedSubject, { kind: Kind }>['id']

/**
 * What somebody may do with the comments on a subject. `open`: read and write; `closed`: read; `gone`: nothing,
 * as it was taken down; `private`: nothing, as the player has not agreed to be shown; null: there is none.
 */
export type Access = 'open' | 'closed' | 'gone' | 'private' | null

/** A viewer, as a statement knows it. */
export interface ViewerSql {
  readonly accountId: Sql
  readonly isModerator: Sql
  readonly pages: Sql
}

/** All that comments know of one kind of subject. In expressions, `row` is the key of its row. */
interface SubjectKind<Kind extends CommentedKind> {
  /** What tables hold. Kinds that are voted on have their number of `SUBJECT_KINDS`. */
  readonly number: number
  /** The key of the row that an id names, null if none; whether it may be seen is for `access` to say. */
  find(services: Pick<Services, 'db' | 'dimensions'>, id: IdOf<Kind>): Promise<number | null>
  /** An `Access`, as text. */
  access(row: Sql, viewer: ViewerSql): Sql
  /** The id as answers have it, in JSON. */
  publicId(row: Sql): Sql
  /** Whose text it is, if it is anybody's: they are told of who answers. */
  owner?(row: Sql): Sql
  /** Adds to a counter of its own; false when nothing may be added to it any more. */
  count?(tx: Kysely<Database>, row: number, delta: number): Promise<boolean>
}

const asGiven = async (_: unknown, id: number) => id

/** Every kind of thing there can be comments on. */
export const COMMENTED: { readonly [Kind in CommentedKind]: SubjectKind<Kind> } = {
  post: {
    number: 4,
    find: asGiven,
    access: (row, { accountId, isModerator }) => sql`(
      select case
        when status = 0 or (status = 4 and account_id = ${accountId}::integer) then 'open'
        when account_id = ${accountId}::integer or ${isModerator}::boolean then 'closed'
        when status in (2, 3) then 'gone'
      end
      from post where post.id = ${row}
    )`,
    publicId: (row) => sql`to_json(${row})`,
    owner: (row) => sql`(select post.account_id from post where post.id = ${row})`,
    count: addComments,
  },
  product: {
    number: 11,
    find: asGiven,
    access: (row) => sql`(
      select 'open' from product where product.id = ${row} and product.status = 'active'
    )`,
    publicId: (row) => sql`to_json(${row})`,
  },
  review: {
    number: 1,
    find: asGiven,
    access: (row) => sql`(
      select 'open' from review join product on product.id = review.product_id
      where review.id = ${row} and review.status = 0 and product.status = 'active'
    )`,
    publicId: (row) => sql`to_json(${row})`,
    owner: (row) => sql`(select review.account_id from review where review.id = ${row})`,
  },
  match: {
    number: 12,
    find: ({ db }, id) => findMatchKey(db, id),
    access: (row) => sql`(select 'open' from match where match.match_key = ${row})`,
    publicId: (row) => sql`(select to_json(match.id) from match where match.match_key = ${row})`,
  },
  player: {
    number: 13,
    find: ({ db }, ref) => findPlayerKey(db, ref),
    access: (row, { pages }) => sql`(
      select case when ${pages}::text = 'open' or consented_at is not null then 'open' else 'private' end
      from player where player.player_key = ${row}
    )`,
    publicId: (row) => sql`(
      select to_json(player.puuid) from player where player.player_key = ${row}
    )`,
  },
  agent: {
    number: 14,
    find: ({ dimensions }, idOrName) => dimensions.find('agent', idOrName),
    access: (row) => sql`(
      select 'open' from dimension where dimension.key = ${row} and dimension.kind = 'agent' and known
    )`,
    publicId: (row) => sql`(
      select to_json(dimension.id) from dimension where dimension.key = ${row}
    )`,
  },
}

/** The row that a subject names, whoever may see it; null when there is none. */
export function findRow<Kind extends CommentedKind>(
  services: Pick<Services, 'db' | 'dimensions'>,
  kind: Kind,
  id: IdOf<Kind>,
): Promise<number | null> {
  return COMMENTED[kind].find(services, id)
}

/** An `Access` to the subject of the row of `comment_thread` that this alias names. */
export const accessTo = (alias: string, viewer: ViewerSql) =>
  byKind<Access>(alias, ({ access }, row) => access(row, viewer))

/** That subject, as answers have it. */
export const subjectJson = (alias: string) => sql<SubjectRef>`json_build_object(
  'kind', ${byKind(alias, (_, __, name) => sql`${name}::text`)},
  'id', ${byKind(alias, ({ publicId }, row) => publicId(row))}
)`

/** A kind of subject, as far as it does not matter which. */
type AnyKind = Pick<SubjectKind<CommentedKind>, 'number' | 'access' | 'publicId' | 'count'>

const KINDS = Object.entries(COMMENTED) as readonly (readonly [string, AnyKind])[]

function byKind<Value>(alias: string, of: (kind: AnyKind, row: Sql, name: string) => Sql) {
  const row = sql.ref(`${alias}.subject_id`)
  const cases = KINDS.map(
    ([name, kind]) => sql`when ${kind.number}::smallint then ${of(kind, row, name)}`,
  )
  return sql<Value>`case ${sql.ref(`${alias}.subject_kind`)} ${sql.join(cases, sql` `)} end`
}

/** Adds to the counter of a subject that keeps one; false when nothing may be added to it any more. */
export async function countOnSubject(
  tx: Kysely<Database>,
  { kind, row }: { readonly kind: number; readonly row: number },
  delta: number,
): Promise<boolean> {
  const subject = KINDS.find(([, { number }]) => number === kind)?.[1]
  return (await subject?.count?.(tx, row, delta)) ?? true
}

async function findMatchKey(db: Kysely<Database>, id: string): Promise<number | null> {
  const row = await db
    .selectFrom('match')
    .select('match_key')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.match_key ?? null
}

async function findPlayerKey(db: Kysely<Database>, ref: string): Promise<number | null> {
  try {
    return (await findPlayer(db, ref)).player_key
  } catch (error) {
    if (isAppError(error, 'PLAYER_NOT_FOUND')) return null
    throw error
  }
}
