import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

export interface CharacteristicValue {
  readonly id: number
  readonly value: number
}

export function characteristicsOf(db: Kysely<Database>, productId: number) {
  return db
    .selectFrom('characteristic')
    .select(['id', 'name'])
    .where('product_id', '=', productId)
    .orderBy('id')
    .execute()
}

/**
 * Gives a product without characteristics those that its category asks for. The caller holds the product's
 * summary, so that two of them do not both find none.
 */
export async function insertFromCategory(tx: Kysely<Database>, productId: number): Promise<void> {
  await sql`
    insert into characteristic (product_id, name)
    select product.id, asked.name
    from product join category_characteristic as asked on asked.category = product.category
    where product.id = ${productId}
      and not exists (select from characteristic where product_id = ${productId})
    order by asked.position, asked.name
  `.execute(tx)
}

/**
 * Adds what a review says to the sums of the product's characteristics, or takes it away. The caller holds
 * the product's summary, which guards them: a recount takes the same locks in the same order.
 */
export async function addToCharacteristics(
  tx: Kysely<Database>,
  reviewId: number,
  sign: 1 | -1,
): Promise<void> {
  await sql`
    update characteristic set
      value_sum = greatest(0, value_sum + ${sign}::integer * rated.value),
      value_count = greatest(0, value_count + ${sign}::integer)
    from characteristic_review as rated
    where rated.review_id = ${reviewId} and characteristic.id = rated.characteristic_id
  `.execute(tx)
}

export async function insertValues(
  tx: Kysely<Database>,
  reviewId: number,
  values: readonly CharacteristicValue[],
): Promise<void> {
  if (values.length === 0) return
  await tx
    .insertInto('characteristic_review')
    .values(values.map(({ id, value }) => ({ characteristic_id: id, review_id: reviewId, value })))
    .execute()
}

export async function deleteValues(tx: Kysely<Database>, reviewId: number): Promise<void> {
  await tx.deleteFrom('characteristic_review').where('review_id', '=', reviewId).execute()
}

/** Makes `names` what reviews of a category are asked about, in this order. */
export async function replaceCategory(
  tx: Kysely<Database>,
  category: string,
  names: readonly string[],
): Promise<void> {
  // Two who replace the same list do so one after the other, also when there is no row yet to wait for.
  await sql`select pg_advisory_xact_lock(hashtextextended(${category}, 15))`.execute(tx)
  await tx.deleteFrom('category_characteristic').where('category', '=', category).execute()
  if (names.length === 0) return
  await tx
    .insertInto('category_characteristic')
    .values(names.map((name, position) => ({ category, name, position })))
    .execute()
}
