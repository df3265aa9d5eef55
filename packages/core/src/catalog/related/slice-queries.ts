import { type Kysely, sql } from 'kysely'
import type { Database } from '../../db/database.ts'

/** Rows that each product has at most. */
const TOP = sql.lit(12)

/** The labels of a product that are looked at: its rarest ones. */
const LABELS = sql.lit(6)

/** What visitors did tells more than labels do. */
const VISITS_COUNT = sql.lit(2)

/** Visitors in common that it takes until half of what they say is believed. */
const DOUBT = sql.lit(3)

/** The next products by id, hidden ones too: those lose their rows. */
export async function nextSlice(
  db: Kysely<Database>,
  after: number,
  limit: number,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from product where id > ${after} order by id limit ${limit}
  `.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * Ranks what goes with these products, into a table of this connection: by the cosine of the labels, and
 * twice the cosine of the visitors (less while there are few of them).
 */
export async function rankSlice(tx: Kysely<Database>, ids: readonly number[]): Promise<void> {
  // A slice is some hundred thousand pairs: they are to be counted and sorted in memory.
  await sql`set local work_mem = '64MB'`.execute(tx)
  await sql`truncate related_fresh`.execute(tx)
  await sql`
    with pairs as (
      select mine.product_id, candidate.product_id as related_id,
        mine.part * candidate.part as alike, 0::float8 as visited, 0 as visitors
      from related_part as mine join related_candidate as candidate using (label)
      where mine.product_id = any(${ids}::integer[]) and mine.place <= ${LABELS}
        and candidate.product_id <> mine.product_id
      union all
      select visitor.product_id, visit.product_id, 0, visitor.part * visit.part, 1
      from related_visitor as visitor join related_visit as visit using (account_id)
      where visitor.product_id = any(${ids}::integer[]) and visit.product_id <> visitor.product_id
    ), scores as (
      -- Rounded, so that it does not matter in which order they are added up.
      select product_id, related_id, round(1e9 * (sum(alike)
        + ${VISITS_COUNT} * sum(visited) * sum(visitors) / (sum(visitors) + ${DOUBT})))::bigint as score
      from pairs group by product_id, related_id
    ), ranked as (
      select *, row_number() over (partition by product_id order by score desc, related_id) as position
      from scores
    )
    insert into related_fresh (product_id, position, related_id, score)
    select product_id, position, related_id, score / 1e9 from ranked where position <= ${TOP}
  `.execute(tx)
}

/** Puts what was ranked in place of what was there, one run at a time. Returns the products for which that is something else. */
export async function replaceSlice(
  tx: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly number[]> {
  // Of two that find nothing there, the second would insert the same rows.
  await sql`select pg_advisory_xact_lock(hashtextextended('computed related', 0))`.execute(tx)
  const { rows } = await sql<{ id: number }>`
    with fresh as (
      select product_id, array_agg(related_id order by position) as related from related_fresh group by 1
    ), present as (
      select product_id, array_agg(related_id order by position) as related from computed_related
      where product_id = any(${ids}::integer[]) group by 1
    )
    select product_id as id from fresh full join present using (product_id)
    where fresh.related is distinct from present.related order by 1
  `.execute(tx)
  const changed = rows.map(({ id }) => id)
  await sql`delete from computed_related where product_id = any(${changed}::integer[])`.execute(tx)
  await sql`
    insert into computed_related (product_id, position, related_id, score)
    select fresh.* from related_fresh as fresh
    where product_id = any(${changed}::integer[]) order by product_id, position
  `.execute(tx)
  return changed
}
