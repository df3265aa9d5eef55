import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { foldWords } from './fold-words.ts'
import { holdsWord } from './word-queries.ts'

/**
 * Whether texts may be shown at once, or wait for a moderator because one of them has a word of the list in
 * it. Words count as wholes: a list with `ass` does not hold `class`.
 */
export async function screenText(
  db: Kysely<Database>,
  texts: readonly string[],
): Promise<'visible' | 'held'> {
  // Two spaces between texts: no word of several parts reaches from one into the next.
  const folded = texts.map((text) => ` ${foldWords(text)} `).join(' ')
  return (await holdsWord(db, folded)) ? 'held' : 'visible'
}
