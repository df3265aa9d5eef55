import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { isAppError } from '../errors.ts'
import { findPlayer } from '../players/index.ts'
import { findDimensionKey } from '../stats/index.ts'
import { type SubjectRef, TYPED_KINDS, type TypedKind, type TypedSubject } from './contract.ts'

type Sql = RawBuilder<unknown>
type IdOf<Kind extends TypedKind> = Extract<TypedSubject, { kind: Kind }>['id']

/**
 * What somebody may do with what is written about a subject. `open`: read and write; `closed`: read; `gone`: nothing,
 * as it was taken down; `private`: nothing, as the player has not agreed to be shown; null: there is none.
 */
export type Access = 'open' | 'closed' | 'gone' | 'private' | null

/** A viewer, as a statement knows it. */
export interface ViewerSql {
  readonly accountId: Sql
  readonly isModerator: Sql
  readonly pages: Sql
}

/** All that those who write about things know of one kind of them. In expressions, `row` is the key of its row. */
interface SubjectKind<Kind extends TypedKind> {
  /** What tables hold. Kinds that are voted on have their number of `SUBJECT_KINDS`. */
  readonly number: number
  /**
   * The key of the row that an id names, null if none; whether it may be seen is for `access` to say. Nothing but `db`
   * is asked: who writes is in a transaction, and another connection may be what all such writers wait for.
   */
  find(db: Kysely<Database>, id: IdOf<Kind>): Promise<number | null>
  /** An `Access`, as text. */
  access(row: Sql, viewer: ViewerSql): Sql
  /** The id as answers have it, in JSON. */
  publicId(row: Sql): Sql
  /** Whose text it is, if it is anybody's: they are told of who answers. */
  owner?(row: Sql): Sql
}

const asGiven = async (_: unknown, id: number) => id

/** Every kind of thing that people write about. */
export const SUBJECTS: { readonly [Kind in TypedKind]: SubjectKind<Kind> } = {
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
    access: (row, { accountId }) => sql`(
      select 'open' from review join product on product.id = review.product_id
      where review.id = ${row} and product.status = 'active'
        and (review.status = 0 or (review.status = 4 and review.account_id = ${accountId}::integer))
    )`,
    publicId: (row) => sql`to_json(${row})`,
    owner: (row) => sql`(select review.account_id from review where review.id = ${row})`,
  },
  match: {
    number: 12,
    find: findMatchKey,
    access: (row) => sql`(select 'open' from match where match.match_key = ${row})`,
    publicId: (row) => sql`(select to_json(match.id) from match where match.match_key = ${row})`,
  },
  player: {
    number: 13,
    find: findPlayerKey,
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
    find: (db, idOrName) => findDimensionKey(db, 'agent', idOrName),
    access: (row) => sql`(
      select 'open' from dimension where dimension.key = ${row} and dimension.kind = 'agent' and known
    )`,
    publicId: (row) => sql`(
      select to_json(dimension.id) from dimension where dimension.key = ${row}
    )`,
  },
}

/** The row that a subject names, whoever may see it; null when there is none. */
export function findRow<Kind extends TypedKind>(
  db: Kysely<Database>,
  kind: Kind,
  id: IdOf<Kind>,
): Promise<number | null> {
  return SUBJECTS[kind].find(db, id)
}

/** An `Access` to the subject that the row of this alias names by `subject_kind` and `subject_id`. */
export const accessTo = (alias: string, viewer: ViewerSql) =>
  byKind<Access>(alias, ({ access }, row) => access(row, viewer))

/** Whose text that subject is; null when it is nobody's. */
export const ownerOf = (alias: string) =>
  byKind<number | null>(alias, ({ owner }, row) => owner?.(row) ?? sql`null::integer`)

/** That subject, one of these kinds, as answers have it; null when it is none of them or no longer there. */
export const subjectJson = (
  alias: string,
  kinds: readonly TypedKind[] = TYPED_KINDS,
) => sql<SubjectRef>`(
  select json_build_object('kind', the_subject.kind, 'id', the_subject.id)
  from (
    select ${byKind(alias, (_, __, name) => sql`${name}::text`, kinds)} as kind,
      ${byKind(alias, ({ publicId }, row) => publicId(row), kinds)} as id
  ) as the_subject
  where the_subject.id is not null
)`

/** A kind of subject, as far as it does not matter which. */
type AnyKind = Pick<SubjectKind<TypedKind>, 'number' | 'access' | 'publicId' | 'owner'>

function byKind<Value>(
  alias: string,
  of: (kind: AnyKind, row: Sql, name: string) => Sql,
  kinds: readonly TypedKind[] = TYPED_KINDS,
) {
  const row = sql.ref(`${alias}.subject_id`)
  const cases = kinds.map((name) => {
    const kind: AnyKind = SUBJECTS[name]
    return sql`when ${kind.number}::smallint then ${of(kind, row, name)}`
  })
  return sql<Value>`case ${sql.ref(`${alias}.subject_kind`)} ${sql.join(cases, sql` `)} end`
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
