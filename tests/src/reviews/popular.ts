import type { Ctx } from '@loadout/core'
import { sql } from 'kysely'
import { addProduct } from '../support/store.ts'

/**
 * A product that many have reviewed, and one that nearly nobody has: no two reviews alike, some hidden, with
 * photos, votes and characteristics as in a real catalogue.
 */
export async function seedPopular(ctx: Ctx, reviews: number) {
  const productId = await addProduct(ctx)
  const quietId = await addProduct(ctx)
  await sql`
    insert into characteristic (product_id, name)
    select ${productId}, name from unnest(array['Fit', 'Quality']) as name
  `.execute(ctx.db)
  await sql`
    insert into review (
      product_id, rating, recommend, status, verified, created_at, helpful, unhelpful, imported_helpful,
      summary, body, author_name
    )
    select case when n <= ${reviews} then ${productId}::integer else ${quietId} end,
      1 + n * 7919 % 5, n % 3 > 0, case when n % 50 = 0 then 2 else 0 end, n % 4 = 0,
      timestamptz '2026-01-01' - n * 7919 % 100003 * interval '17 minutes',
      n * 31 % 97, n * 17 % 23, n * 31 % 97, 'Summary ' || n,
      repeat('Words that people write about what they bought and used. ', 2 + n % 9)
        || case when n % 4000 = 1 then 'Unobtainium' else '' end,
      'Author ' || n % 500
    from generate_series(1, ${reviews}::integer + 10) as n
  `.execute(ctx.db)
  await sql`
    insert into review_photo (review_id, url)
    select id, 'https://a.example/' || id || '.jpg' from review where id % 3 = 0
  `.execute(ctx.db)
  await sql`
    insert into characteristic_review (review_id, characteristic_id, value)
    select review.id, trait.id, 1 + (review.id + trait.id) % 5
    from review join characteristic as trait on trait.product_id = review.product_id
  `.execute(ctx.db)
  await sql`vacuum (analyze) review, review_photo, characteristic, characteristic_review`.execute(
    ctx.db,
  )
  return { productId, quietId }
}
