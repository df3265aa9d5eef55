import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** Whether a word of the list stands in what texts say, see `readings`. */
export async function holdsWord(db: Kysely<Database>, words: string): Promise<boolean> {
  const { rows } = await sql`
    select from held_word, unnest(spellings || word) as spelling
    where strpos(${words}, ' ' || spelling || ' ') > 0 limit 1
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
export async function putWord(
  db: Kysely<Database>,
  row: { readonly word: string; readonly spellings: readonly string[] },
): Promise<void> {
  await db
    .insertInto('held_word')
    .values({ ...row, spellings: [...row.spellings] })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

export async function dropWord(db: Kysely<Database>, word: string): Promise<void> {
  await db.deleteFrom('held_word').where('word', '=', word).execute()
}
