import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** Whether a word of the list stands in a folded text that begins and ends with a space. */
export async function holdsWord(db: Kysely<Database>, folded: string): Promise<boolean> {
  const { rows } = await sql`
    select from held_word where strpos(${folded}, ' ' || word || ' ') > 0 limit 1
  `.execute(db)
  return rows.length > 0
}

/** In the order of the alphabet. */
export async function wordsAfter(
  db: Kysely<Database>,
  after: string,
  limit: number,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('held_word')
    .select('word')
    .where('word', '>', after)
    .orderBy('word')
    .limit(limit)
    .execute()
  return rows.map(({ word }) => word)
}

/** A folded word; one that is there already stays. */
export async function putWord(db: Kysely<Database>, word: string): Promise<void> {
  await db
    .insertInto('held_word')
    .values({ word })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function dropWord(db: Kysely<Database>, word: string): Promise<void> {
  await db.deleteFrom('held_word').where('word', '=', word).execute()
}
