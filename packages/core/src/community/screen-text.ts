import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Reading } from '../ports/markdown.ts'
import { readings } from './fold-words.ts'
import { spellingsThatBegin } from './word-queries.ts'

/** A text as it was written, and as it is read where its Markdown is shown as a page. */
export interface ReadText extends Reading {
  readonly source: string
}

/**
 * Whether texts may be shown at once, or wait for a moderator because one of them has a word of the list in
 * it, as it was written or as it is read. Words count as wholes: a list with `ass` does not hold `class`; but where a
 * language has no spaces, whatever holds the letters of a word holds the word.
 */
export async function screenText(
  db: Kysely<Database>,
  texts: readonly Pick<ReadText, 'source' | 'text'>[],
): Promise<'visible' | 'held'> {
  const forms = texts.flatMap(({ source, text }) => [...new Set([source, text])])
  const said = forms.flatMap(readings)
  const words = new Set(said.flatMap((reading) => reading.split(' ')))
  const candidates = await spellingsThatBegin(db, [...words])
  const isHeld = candidates.some((one) => said.some((reading) => reading.includes(` ${one} `)))
  return isHeld ? 'held' : 'visible'
}
