import type { Ctx } from '@loadout/core'
import { type RawBuilder, sql } from 'kysely'

/** Products 1 to this have several of everything, the others one. */
export const FULL_PRODUCTS = 40

/**
 * A store of merchandise, by SQL alone: products 1 to `products`, named after their ids, with styles, sizes,
 * photos, reviews, questions with answers, and links to others.
 */
export async function seedStore(
  ctx: Pick<Ctx, 'db'>,
  { products }: { readonly products: number },
): Promise<void> {
  await insertAll(ctx, [
    sql`product (id, kind, slug, name, tagline, category, price)
      select n, 'merch', 'product-' || n, 'Product ' || n, 'Tagline ' || n, 'Jackets', 1000 + n
      from generate_series(1, ${products}::integer) as n`,
  ])
  await insertAll(ctx, [
    sql`style (id, product_id, name, original_price, sale_price, is_default)
      select id * 2 + which, id, 'Style ' || which, price, case which when 1 then price - 100 end, which = 1
      from product, ${upTo(2)} as which`,
    sql`product_feature (product_id, name, value) select id, 'Fabric', 'Canvas' from product where ${isRich}`,
    sql`product_media (product_id, kind, url)
      select id, 'image', 'https://img.example/' || id from product where ${isRich}`,
    sql`price (product_id, currency, amount) select id, 'EUR', price from product where ${isRich}`,
    sql`slug_history (slug, product_id) select 'old-' || id, id from product where ${isRich}`,
    sql`computed_related (product_id, position, related_id, score)
      select id, step, 1 + (id + step) % ${products}::integer, 1 from product, ${upTo(6)} as step
      where ${isRich}`,
    sql`related_product (product_id, related_id)
      select id, 1 + (id * (step + 2)) % ${products}::integer from product, ${upTo(6)} as step
      where id <> 1 + (id * (step + 2)) % ${products}::integer`,
    sql`review (id, product_id, rating, recommend, summary, body, author_name, helpful, created_at)
      select id * 5 + n, id, 1 + (id + n) % 5, (id + n) % 5 > 1, 'Summary', 'Body ' || n, 'Author', n,
        now() - n * interval '10 days'
      from product, ${upTo(5)} as n`,
    sql`characteristic (id, product_id, name, value_sum, value_count)
      select id, id, 'Fit', 20, 5 from product`,
    sql`question (id, product_id, body, author_name, helpful, answers)
      select id * 4 + n, id, 'Question ' || n, 'Asker', n, 3 from product, ${upTo(4)} as n`,
    sql`product_summary (product_id, rating_1, rating_2, rating_3, rating_4, rating_5,
        recommended, not_recommended, questions)
      select id, 1, 1, 1, 1, 1, 3, 2, 4 from product`,
  ])
  await insertAll(ctx, [
    sql`style_photo (style_id, url, thumbnail_url)
      select style.id, 'https://img.example/' || style.id || '/' || n, 'https://img.example/small/' || style.id
      from style join product on product.id = style.product_id, ${upTo(3)} as n`,
    sql`sku (style_id, size, quantity)
      select style.id, 'Size ' || n, n
      from style join product on product.id = style.product_id, ${upTo(6)} as n`,
    sql`answer (question_id, body, author_name, helpful)
      select question.id, 'Answer ' || n, 'Answerer', n
      from question join product on product.id = question.product_id, ${upTo(3)} as n`,
    sql`review_photo (review_id, url) select id, 'https://img.example/r/' || id from review`,
    sql`characteristic_review (characteristic_id, review_id, value) select product_id, id, 4 from review`,
  ])
  await insertAll(ctx, [
    sql`answer_photo (answer_id, url) select id, 'https://img.example/a/' || id from answer`,
  ])
}

/** Has so many people review a product and ask about it, in the course of years; one in fifty cannot be seen. */
export async function seedCrowd(
  ctx: Pick<Ctx, 'db'>,
  { productId, people }: { readonly productId: number; readonly people: number },
): Promise<void> {
  const crowd = sql`generate_series(1, ${people}::integer) as n`
  const status = sql`case when n % 50 = 0 then 2 else 0 end`
  const since = sql`now() - n * 7919 % ${people} * interval '5 hours'`
  await insertAll(ctx, [
    sql`review (product_id, rating, recommend, status, summary, body, author_name, helpful, unhelpful, created_at)
      select ${productId}, 1 + n % 5, n % 5 > 1, ${status}, 'Summary', repeat('Body ' || n, 20), 'Author',
        n * 31 % 97, n * 17 % 23, ${since}
      from ${crowd}`,
    sql`question (product_id, status, body, author_name, helpful, answers, created_at)
      select ${productId}, ${status}, repeat('Question ' || n, 20), 'Asker', n * 31 % 97, 40, ${since}
      from ${crowd}`,
  ])
  await insertAll(ctx, [
    sql`review_photo (review_id, url)
      select id, 'https://img.example/r/' || id from review where product_id = ${productId}`,
    sql`characteristic_review (characteristic_id, review_id, value)
      select ${productId}, id, 4 from review where product_id = ${productId} on conflict do nothing`,
    sql`answer (question_id, body, author_name, helpful)
      select asked.id, 'Answer ' || n, 'Answerer', n % 7
      from (select id from question where product_id = ${productId} order by helpful desc, id desc limit 100) as asked,
        generate_series(1, 40) as n`,
  ])
}

/** Those parts that hardly any test looks at: of these alone, which takes less time. */
const isRich = sql`(product.id % 4 = 0 or product.id <= ${sql.lit(FULL_PRODUCTS)})`

const upTo = (most: number) =>
  sql`generate_series(1, case when product.id <= ${sql.lit(FULL_PRODUCTS)} then ${sql.lit(most)} else 1 end)`

async function insertAll({ db }: Pick<Ctx, 'db'>, inserts: readonly RawBuilder<unknown>[]) {
  await Promise.all(inserts.map((rows) => sql`insert into ${rows}`.execute(db)))
}
