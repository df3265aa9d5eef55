import { type Kysely, sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** What is on the list, in each of its spellings, and begins with one of these words. */
export async function spellingsThatBegin(
  db: Kysely<Database>,
  words: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ spelling: string }>`
    select spelling from held_word, unnest(spellings || word) as spelling
    where split_part(spelling, ' ', 1) = any(${words}::text[])
  `.execute(db)
  return rows.map(({ spelling }) => spelling)
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
