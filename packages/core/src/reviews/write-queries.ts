import { type Insertable, type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { photosJson, valuesJson } from './json-queries.ts'
import type { LockedReview } from './row-queries.ts'

export type NewReview = Pick<
  Insertable<Database['review']>,
  'product_id' | 'rating' | 'recommend' | 'summary' | 'body' | 'author_name'
> & {
  readonly account_id: number
  readonly status: number
  readonly author_email: string | null
}

/**
 * Verified, with the time played, when the account owns the product. Null when the product cannot be seen or
 * the account has reviewed it: with a second one under way, this waits for how that ends.
 */
export async function insertReview(
  tx: Kysely<Database>,
  review: NewReview,
): Promise<number | null> {
  const { rows } = await sql<{ id: number }>`
    insert into review (
      product_id, account_id, rating, recommend, status, verified, playtime_minutes,
      summary, body, author_name, author_email
    )
    select product.id, ${review.account_id}, ${review.rating}, ${review.recommend}, ${review.status},
      owned.account_id is not null, owned.playtime_minutes,
      ${review.summary}, ${review.body}, ${review.author_name}, ${review.author_email}
    from product
    left join ownership as owned
      on owned.account_id = ${review.account_id} and owned.product_id = product.id
    where product.id = ${review.product_id} and product.status = 'active'
    for key share of product
    on conflict (account_id, product_id) where account_id is not null do nothing
    returning id
  `.execute(tx)
  return rows[0]?.id ?? null
}

/**
 * Keeps what the review says, and its photos and characteristics as they are now. Its own author's words
 * only: the account is part of the condition.
 */
export async function updateReview(
  tx: Kysely<Database>,
  { id, accountId }: { readonly id: number; readonly accountId: number },
  next: Pick<LockedReview, 'rating' | 'recommend' | 'summary' | 'body' | 'status'>,
): Promise<void> {
  await sql`
    with previous as (
      update review set
        rating = ${next.rating}, recommend = ${next.recommend}, summary = ${next.summary}, body = ${next.body},
        status = ${next.status}, revision = revision + 1, edited_at = now()
      where id = ${id} and account_id = ${accountId}
      returning old.*
    )
    insert into review_revision (review_id, revision, rating, recommend, summary, body, photos, characteristics)
    select id, revision, rating, recommend, summary, body,
      ${photosJson(sql.ref('previous.id'))}, ${valuesJson(sql.ref('previous.id'))}
    from previous
  `.execute(tx)
}

export async function insertPhotos(
  tx: Kysely<Database>,
  reviewId: number,
  urls: readonly string[],
): Promise<void> {
  if (urls.length === 0) return
  await tx
    .insertInto('review_photo')
    .values(urls.map((url) => ({ review_id: reviewId, url })))
    .execute()
}

export async function deletePhotos(tx: Kysely<Database>, reviewId: number): Promise<void> {
  await tx.deleteFrom('review_photo').where('review_id', '=', reviewId).execute()
}

/** Returns the product; undefined when there is no such review or it is deleted. */
export function updateResponse(
  tx: Kysely<Database>,
  id: number,
  body: string | null,
): Promise<{ readonly product_id: number } | undefined> {
  return tx
    .updateTable('review')
    .set({ response: body, responded_at: body === null ? null : sql<Date>`now()` })
    .where('id', '=', id)
    .where('status', '<>', 3)
    .returning('product_id')
    .executeTakeFirst()
}

/** False when there is no such account or product. */
export async function putOwnership(
  tx: Kysely<Database>,
  owned: {
    readonly accountId: number
    readonly productId: number
    readonly playtimeMinutes: number
  },
): Promise<boolean> {
  const { rows } = await sql`
    insert into ownership as had (account_id, product_id, playtime_minutes)
    select account.id, product.id, ${owned.playtimeMinutes}
    from account, product
    where account.id = ${owned.accountId} and product.id = ${owned.productId}
    for key share
    on conflict (account_id, product_id) do update set playtime_minutes = excluded.playtime_minutes
    returning account_id
  `.execute(tx)
  return rows.length > 0
}

export async function deleteOwnership(
  tx: Kysely<Database>,
  { accountId, productId }: { readonly accountId: number; readonly productId: number },
): Promise<void> {
  await tx
    .deleteFrom('ownership')
    .where('account_id', '=', accountId)
    .where('product_id', '=', productId)
    .execute()
}
