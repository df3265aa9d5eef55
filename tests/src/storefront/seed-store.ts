import type { Ctx } from '@loadout/core'
import { sql } from 'kysely'

/**
 * A store of merchandise, by SQL alone: products 1 to `products`, named after their ids, each with two
 * styles, six sizes, photos, five reviews, four questions with three answers, and links to others.
 */
export async function seedStore(
  { db }: Pick<Ctx, 'db'>,
  { products }: { readonly products: number },
): Promise<void> {
  await sql`
    insert into product (id, kind, slug, name, tagline, category, price)
    select n, 'merch', 'product-' || n, 'Product ' || n, 'Tagline ' || n, 'Jackets', 1000 + n
    from generate_series(1, ${products}::integer) as n;
  `.execute(db)
  await sql`
    insert into style (id, product_id, name, original_price, sale_price, is_default)
    select id * 2 + which, id, 'Style ' || which, price, case which when 1 then price - 100 end, which = 1
    from product, generate_series(0, 1) as which
  `.execute(db)
  await sql`
    insert into style_photo (style_id, url, thumbnail_url)
    select id, 'https://img.example/' || id || '/' || n, 'https://img.example/small/' || id
    from style, generate_series(1, 3) as n
  `.execute(db)
  await sql`
    insert into sku (style_id, size, quantity) select id, 'Size ' || n, n from style, generate_series(1, 6) as n
  `.execute(db)
  await sql`
    insert into product_feature (product_id, name, value)
    select id, 'Fabric', 'Canvas' from product
  `.execute(db)
  await sql`
    insert into related_product (product_id, related_id)
    select id, 1 + (id * step) % ${products}::integer from product, generate_series(3, 8) as step
    where id <> 1 + (id * step) % ${products}::integer
  `.execute(db)
  await seedTexts({ db })
}

async function seedTexts({ db }: Pick<Ctx, 'db'>): Promise<void> {
  await sql`
    insert into review (id, product_id, rating, recommend, summary, body, author_name, helpful, created_at)
    select id * 5 + n, id, 1 + (id + n) % 5, (id + n) % 5 > 1, 'Summary', 'Body ' || n, 'Author', n,
      now() - n * interval '10 days'
    from product, generate_series(0, 4) as n
  `.execute(db)
  await sql`
    insert into review_photo (review_id, url) select id, 'https://img.example/r/' || id from review
  `.execute(db)
  await sql`
    insert into characteristic (id, product_id, name, value_sum, value_count)
    select id, id, 'Fit', 20, 5 from product
  `.execute(db)
  await sql`
    insert into characteristic_review (characteristic_id, review_id, value)
    select product_id, id, 4 from review
  `.execute(db)
  await sql`
    insert into question (id, product_id, body, author_name, helpful, answers)
    select id * 4 + n, id, 'Question ' || n, 'Asker', n, 3 from product, generate_series(0, 3) as n
  `.execute(db)
  await sql`
    insert into answer (question_id, body, author_name, helpful)
    select id, 'Answer ' || n, 'Answerer', n from question, generate_series(1, 3) as n
  `.execute(db)
  await sql`
    insert into product_summary (product_id, rating_1, rating_2, rating_3, rating_4, rating_5,
      recommended, not_recommended, questions)
    select id, 1, 1, 1, 1, 1, 3, 2, 4 from product
  `.execute(db)
}
