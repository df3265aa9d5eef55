import type { TestInfra } from '@loadout/infra/testing'

type Db = TestInfra['db']

const TABLES = [
  ...(['review', 'review_photo', 'characteristic_review', 'question', 'answer'] as const),
  ...(['answer_photo', 'vote', 'report', 'moderation_case', 'cart_item', 'interaction'] as const),
] as const

/** What visitors have written, guests aside: rows of every table, and the counters. */
export async function written(db: Db) {
  const rows = await db
    .selectNoFrom((eb) =>
      TABLES.map((table) =>
        eb
          .selectFrom(table)
          .select((of) => of.fn.countAll<number>().as('rows'))
          .as(table),
      ),
    )
    .executeTakeFirstOrThrow()
  const counters = await db
    .selectFrom('product_summary')
    .selectAll()
    .orderBy('product_id')
    .execute()
  const means = await db.selectFrom('characteristic').selectAll().orderBy('id').execute()
  return { rows, counters, means }
}

/** Guests there are. */
export async function guests(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('account')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

export const cookieOf = (response: Response) =>
  response.headers.get('set-cookie')?.split(';')[0] ?? ''
