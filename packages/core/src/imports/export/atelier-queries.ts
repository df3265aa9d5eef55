import { type RawBuilder, sql } from 'kysely'

export interface ExportedFile {
  /** Without its ending. */
  readonly name: string
  /** Its columns under the names of its header, in the order of the ids. */
  readonly query: RawBuilder<unknown>
}

const products = sql`(select product_id from product_source where source = 'atelier')`

/** Minor units as the files write prices, e.g. 140.00. */
const money = (column: string) => sql`round(${sql.ref(column)} / 100.0, 2)`

const milliseconds = (column: string) =>
  sql`(extract(epoch from ${sql.ref(column)}) * 1000)::bigint`

/** Visible or hidden (0, 2), which these files call reported. What is held or deleted is nobody's to have. */
const reviews = sql`(
  select * from review where product_id in ${products} and status in (0, 2)
)`
const questions = sql`(
  select * from question where product_id in ${products} and status in (0, 2)
)`
const answers = sql`(
  select answer.* from answer join ${questions} as question on question.id = answer.question_id
  where answer.status in (0, 2)
)`
const styles = sql`(select * from style where product_id in ${products})`

/**
 * What was imported from such files, and what people have written about it since, as files that say the same.
 * Parents come before their children.
 */
export const ATELIER_FILES: readonly ExportedFile[] = [
  {
    name: 'product',
    query: sql`
      select id, name, tagline as slogan, description, category, ${money('price')} as default_price
      from product where id in ${products} order by id`,
  },
  {
    name: 'features',
    query: sql`
      select id, product_id, name as feature, value
      from product_feature where product_id in ${products} order by id`,
  },
  {
    name: 'styles',
    query: sql`
      select id, product_id as "productId", name, ${money('sale_price')} as sale_price,
        ${money('original_price')} as original_price, is_default::integer as default_style
      from ${styles} as style order by id`,
  },
  {
    name: 'photos',
    query: sql`
      select photo.id, style_id as "styleId", url, thumbnail_url
      from style_photo as photo join ${styles} as style on style.id = style_id order by photo.id`,
  },
  {
    name: 'skus',
    query: sql`
      select sku.id, style_id as "styleId", size, quantity
      from sku join ${styles} as style on style.id = style_id order by sku.id`,
  },
  {
    name: 'related',
    query: sql`
      select id, product_id as current_product_id, related_id as related_product_id
      from related_product where product_id in ${products} and related_id in ${products} order by id`,
  },
  {
    name: 'cart',
    query: sql`
      select item.id, substr(account.imported_from, length('atelier:') + 1) as user_session, product_id,
        active::integer as active
      from cart_item as item join account on account.id = account_id
      where account.imported_from like 'atelier:%' and product_id in ${products} and sku_id is null
      order by item.id`,
  },
  {
    name: 'reviews',
    query: sql`
      select id, product_id, rating, ${milliseconds('created_at')} as date, summary, body, recommend,
        status = 2 as reported, author_name as reviewer_name, author_email as reviewer_email, response,
        helpful as helpfulness
      from ${reviews} as review order by id`,
  },
  {
    name: 'reviews_photos',
    query: sql`
      select photo.id, review_id, url
      from review_photo as photo join ${reviews} as review on review.id = review_id order by photo.id`,
  },
  {
    name: 'characteristics',
    query: sql`
      select id, product_id, name from characteristic where product_id in ${products} order by id`,
  },
  {
    name: 'characteristic_reviews',
    query: sql`
      select rated.id, characteristic_id, review_id, value
      from characteristic_review as rated join ${reviews} as review on review.id = review_id
      order by rated.id`,
  },
  {
    name: 'questions',
    query: sql`
      select id, product_id, body, ${milliseconds('created_at')} as date_written, author_name as asker_name,
        author_email as asker_email, (status = 2)::integer as reported, helpful
      from ${questions} as question order by id`,
  },
  {
    name: 'answers',
    query: sql`
      select id, question_id, body, ${milliseconds('created_at')} as date_written,
        author_name as answerer_name, author_email as answerer_email, (status = 2)::integer as reported,
        helpful
      from ${answers} as answer order by id`,
  },
  {
    name: 'answers_photos',
    query: sql`
      select photo.id, answer_id, url
      from answer_photo as photo join ${answers} as answer on answer.id = answer_id order by photo.id`,
  },
]
