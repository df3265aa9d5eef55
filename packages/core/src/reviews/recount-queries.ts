import { type Kysely, type RawBuilder, sql } from 'kysely'
import { SUBJECT_KINDS } from '../community/contract.ts'
import type { Database } from '../db/database.ts'

/** Products with their reviews: from one id to another, both included, or these ids. */
export type ProductSlice =
  | { readonly from: number; readonly to: number }
  | { readonly productIds: readonly number[] }

/** Ids of rows whose counters are not what there is to count. */
export interface Drift {
  readonly reviews: readonly number[]
  readonly summaries: readonly number[]
  /** Products with a characteristic whose sum or count is off. */
  readonly characteristics: readonly number[]
}

const RATINGS = sql`count(*) filter (where rating = 1)::integer as rating_1,
  count(*) filter (where rating = 2)::integer as rating_2,
  count(*) filter (where rating = 3)::integer as rating_3,
  count(*) filter (where rating = 4)::integer as rating_4,
  count(*) filter (where rating = 5)::integer as rating_5,
  count(*) filter (where recommend)::integer as recommended,
  count(*) filter (where not recommend)::integer as not_recommended`

const COUNTERS = [
  'rating_1',
  'rating_2',
  'rating_3',
  'rating_4',
  'rating_5',
  'recommended',
  'not_recommended',
] as const

/** All counters of the row of this alias, in one value; of no row, zeros. */
const countersOf = (alias: string) =>
  sql`(${sql.join(COUNTERS.map((name) => sql`coalesce(${sql.ref(`${alias}.${name}`)}, 0)`))})`

/** The last id of the next `size` products from `from` on, and how many they are. */
export async function nextSlice(
  db: Kysely<Database>,
  { from, to }: { readonly from: number; readonly to: number },
  size: number,
): Promise<{ readonly last: number | null; readonly products: number }> {
  const { rows } = await sql<{ last: number | null; products: number }>`
    select max(id) as last, count(*) as products from (
      select id from product where id between ${from} and ${to} order by id limit ${size}
    ) as slice
  `.execute(db)
  return rows[0] ?? { last: null, products: 0 }
}

/**
 * What is off in a slice. One statement sees one moment, in which every counter fits what it counts unless
 * something has gone wrong; so no lock is taken to look.
 */
export async function findDrift(db: Kysely<Database>, slice: ProductSlice): Promise<Drift> {
  const { rows } = await sql<Drift>`
    with here as materialized (
      select id, product_id, status, rating, recommend, helpful, unhelpful, imported_helpful
      from review where ${visibleAndOthers(slice)}
    ), counted as (
      select product_id, ${RATINGS} from here where status = 0 group by product_id
    ), kept as (
      select * from product_summary where ${within(slice, sql`product_id`)}
    ), rated as (
      select one.characteristic_id as id, sum(one.value) as value_sum, count(*) as value_count
      from here join characteristic_review as one on one.review_id = here.id
      where here.status = 0
      group by one.characteristic_id
    )
    select
      (select coalesce(json_agg(here.id order by here.id), '[]') from here where ${votesAreOff('here')}) as reviews,
      (
        select coalesce(json_agg(product_id order by product_id), '[]')
        from counted full join kept using (product_id)
        where ${countersOf('counted')} is distinct from ${countersOf('kept')}
      ) as summaries,
      (
        select coalesce(json_agg(distinct sums.product_id), '[]')
        from characteristic as sums left join rated on rated.id = sums.id
        where ${within(slice, sql`sums.product_id`)}
          and (sums.value_sum, sums.value_count)
            is distinct from (coalesce(rated.value_sum, 0), coalesce(rated.value_count, 0))
      ) as characteristics
  `.execute(db)
  return rows[0] ?? { reviews: [], summaries: [], characteristics: [] }
}

/** The reviews of a slice whose votes are not what their counters say. */
export async function findOffVotes(
  db: Kysely<Database>,
  slice: ProductSlice,
): Promise<readonly number[]> {
  const { rows } = await sql<{ id: number }>`
    select id from review as here where ${visibleAndOthers(slice)} and ${votesAreOff('here')} order by id
  `.execute(db)
  return rows.map(({ id }) => id)
}

/** Locks these reviews in the order in which everybody does who locks several. */
export async function lockReviews(tx: Kysely<Database>, ids: readonly number[]): Promise<void> {
  await sql`
    select from review where id = any(${ids}::integer[]) order by id for no key update
  `.execute(tx)
}

/** Counts the votes on locked reviews anew; returns their products. */
export async function recountVotes(
  tx: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly number[]> {
  const { rows } = await sql<{ product_id: number }>`
    update review set
      helpful = imported_helpful + ${votes(sql`review.id`, 1)}, unhelpful = ${votes(sql`review.id`, -1)}
    where id = any(${ids}::integer[])
    returning product_id
  `.execute(tx)
  return rows.map((row) => row.product_id)
}

/**
 * Locks the summaries of a slice. Those that are missing are made, and counted right away: nobody else can
 * have counted a review in one yet. Returns the products of these.
 */
export async function lockSummaries(
  tx: Kysely<Database>,
  slice: ProductSlice,
): Promise<readonly number[]> {
  const { rows } = await sql<{ product_id: number }>`
    insert into product_summary (product_id, ${sql.join(COUNTERS.map((name) => sql.ref(name)))})
    select product_id, ${RATINGS} from review
    where ${within(slice, sql`product_id`)} and status = 0
    group by product_id
    order by product_id
    on conflict (product_id) do nothing
    returning product_id
  `.execute(tx)
  await sql`
    select from product_summary where ${within(slice, sql`product_id`)}
    order by product_id for no key update
  `.execute(tx)
  return rows.map((row) => row.product_id)
}

/** Counts the visible reviews of locked products anew; returns those that were off, of a new version now. */
export async function recountSummaries(
  tx: Kysely<Database>,
  slice: ProductSlice,
): Promise<readonly number[]> {
  const { rows } = await sql<{ product_id: number }>`
    update product_summary as kept set
      version = version + 1,
      ${sql.join(COUNTERS.map((name) => sql`${sql.ref(name)} = ${sql.ref(`anew.${name}`)}`))}
    from (
      select one.product_id,
        ${sql.join(COUNTERS.map((name) => sql`coalesce(${sql.ref(`counted.${name}`)}, 0) as ${sql.ref(name)}`))}
      from product_summary as one
      left join (
        select product_id, ${RATINGS} from review
        where ${within(slice, sql`product_id`)} and status = 0
        group by product_id
      ) as counted on counted.product_id = one.product_id
      where ${within(slice, sql`one.product_id`)}
    ) as anew
    where anew.product_id = kept.product_id and ${countersOf('kept')} is distinct from ${countersOf('anew')}
    returning kept.product_id
  `.execute(tx)
  return rows.map((row) => row.product_id)
}

/** Counts their characteristics anew; returns the products of those that were off. */
export async function recountCharacteristics(
  tx: Kysely<Database>,
  slice: ProductSlice,
): Promise<readonly number[]> {
  const { rows } = await sql<{ product_id: number }>`
    update characteristic as kept set value_sum = anew.value_sum, value_count = anew.value_count
    from (
      select one.id, coalesce(rated.value_sum, 0) as value_sum, coalesce(rated.value_count, 0) as value_count
      from characteristic as one
      left join (
        select rating.characteristic_id as id, sum(rating.value) as value_sum, count(*) as value_count
        from review join characteristic_review as rating on rating.review_id = review.id
        where ${within(slice, sql`review.product_id`)} and review.status = 0
        group by rating.characteristic_id
      ) as rated on rated.id = one.id
      where ${within(slice, sql`one.product_id`)}
    ) as anew
    where anew.id = kept.id
      and (kept.value_sum, kept.value_count) is distinct from (anew.value_sum, anew.value_count)
    returning kept.product_id
  `.execute(tx)
  return rows.map((row) => row.product_id)
}

const within = (slice: ProductSlice, productId: RawBuilder<unknown>) =>
  'from' in slice
    ? sql`${productId} between ${slice.from} and ${slice.to}`
    : sql`${productId} = any(${slice.productIds}::integer[])`

/** Visible rows and all others have an index each, which only a condition of this form makes use of. */
const visibleAndOthers = (slice: ProductSlice) => sql`(
  (${within(slice, sql`product_id`)} and status = 0) or (${within(slice, sql`product_id`)} and status <> 0)
)`

const votesAreOff = (alias: string) => sql`(
  ${sql.ref(`${alias}.helpful`)} - ${sql.ref(`${alias}.imported_helpful`)}
    <> ${votes(sql.ref(`${alias}.id`), 1)}
  or ${sql.ref(`${alias}.unhelpful`)} <> ${votes(sql.ref(`${alias}.id`), -1)}
)`

const votes = (reviewId: RawBuilder<unknown>, value: 1 | -1) => sql`(
  select count(*) from vote
  where vote.subject_kind = ${SUBJECT_KINDS.review} and vote.subject_id = ${reviewId}
    and vote.value = ${value}
)`
