import { type Kysely, sql } from 'kysely'
import { STATUS, type Status } from '../community/contract.ts'
import type { Database } from '../db/database.ts'

/**
 * Locks a review that this account sees, on the page of a product that is shown: its own also in the shadows, of which
 * it does not learn. Whoever changes it waits, but not who only points at it.
 */
export function lockSeen(
  tx: Kysely<Database>,
  { id, accountId }: { readonly id: number; readonly accountId: number },
) {
  return tx
    .selectFrom('review')
    .select(['id', 'product_id', 'account_id', 'helpful', 'unhelpful'])
    .where('id', '=', id)
    .where(({ eb, or, and }) =>
      or([
        eb('status', '=', STATUS.visible),
        and([eb('status', '=', STATUS.shadowed), eb('account_id', '=', accountId)]),
      ]),
    )
    .where(
      sql<boolean>`exists (
        select from product where product.id = review.product_id and product.status = 'active'
      )`,
    )
    .forNoKeyUpdate()
    .executeTakeFirst()
}

const LOCKED_COLUMNS = [
  'id',
  'product_id',
  'status',
  'rating',
  'recommend',
  'summary',
  'body',
  'author_name',
] as const

/** Locks a review whoever wrote it, whatever its status. */
export function lockReview(tx: Kysely<Database>, id: number) {
  return tx
    .selectFrom('review')
    .select(LOCKED_COLUMNS)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

export type LockedReview = NonNullable<Awaited<ReturnType<typeof lockReview>>>

/** Locks a review of this account; undefined also when it is somebody else's. */
export function lockOwnReview(
  tx: Kysely<Database>,
  { id, accountId }: { readonly id: number; readonly accountId: number },
): Promise<LockedReview | undefined> {
  return tx
    .selectFrom('review')
    .select(LOCKED_COLUMNS)
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .forNoKeyUpdate()
    .executeTakeFirst()
}

export async function updateStatus(
  tx: Kysely<Database>,
  id: number,
  status: Status,
): Promise<void> {
  await tx.updateTable('review').set({ status: STATUS[status] }).where('id', '=', id).execute()
}

export async function addVotes(
  tx: Kysely<Database>,
  id: number,
  delta: { readonly helpful: number; readonly unhelpful: number },
): Promise<void> {
  await sql`
    update review set helpful = greatest(0, helpful + ${delta.helpful}),
      unhelpful = greatest(0, unhelpful + ${delta.unhelpful})
    where id = ${id}
  `.execute(tx)
}
