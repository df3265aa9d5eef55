import { type Kysely, sql } from 'kysely'
import type { ModeratedText } from '../community/index.ts'
import { statusOf } from '../community/index.ts'
import type { Database } from '../db/database.ts'
import type { Review } from './contract.ts'
import { reviewJson } from './json-queries.ts'

export async function findForModeration(
  db: Kysely<Database>,
  ids: readonly number[],
): Promise<readonly ModeratedText[]> {
  const rows = await db
    .selectFrom('review')
    .select(['id', 'product_id', 'account_id', 'status', 'author_name', 'summary', 'body'])
    .select('created_at')
    .where('id', '=', sql<number>`any(${ids}::integer[])`)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    productId: row.product_id,
    accountId: row.account_id,
    status: statusOf(row.status),
    author: row.author_name,
    text: [row.summary, row.body].filter((part) => part !== '').join('\n\n'),
    createdAt: row.created_at,
  }))
}

/** Reviews of one account, latest first, whatever their status. */
export async function findOfAccount(
  db: Kysely<Database>,
  accountId: number,
  page: { readonly limit: number; readonly beforeId: number },
) {
  const { rows } = await sql<{ id: number; status: number; review: Review }>`
    with own as materialized (
      select * from review where account_id = ${accountId}
    )
    select own.id, own.status, ${reviewJson('own')} as review
    from own where own.id < ${page.beforeId}
    order by own.id desc
    limit ${page.limit}
  `.execute(db)
  return rows
}

export function findRevisions(
  db: Kysely<Database>,
  reviewId: number,
  page: { readonly limit: number; readonly before: number },
) {
  return db
    .selectFrom('review_revision')
    .selectAll()
    .where('review_id', '=', reviewId)
    .where('revision', '<', page.before)
    .orderBy('revision', 'desc')
    .limit(page.limit)
    .execute()
}

export function reviewExists(db: Kysely<Database>, id: number) {
  return db.selectFrom('review').select('id').where('id', '=', id).executeTakeFirst()
}
