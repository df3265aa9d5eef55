import { sql } from 'kysely'
import { prepared } from '../../db/prepared.ts'

/** A word as PostgreSQL folds it, and the texts of the tsqueries it makes. */
export interface FoldedWord {
  readonly word: string
  /** For columns of plain words; empty: the parser sees no word in it. */
  readonly plain: string
  /** The same, for words that begin so. */
  readonly prefix: string
  /** Its English stem; null: too common a word to say anything. */
  readonly stem: string | null
}

/**
 * The words of a text in their order. Names were folded by this very function, with a dictionary of accents
 * that only PostgreSQL has: whatever stands in a name is found by writing it so.
 */
export const foldWords = prepared(
  'catalog_fold_words',
  (text: string) => sql<FoldedWord>`
    select word, plain::text, case when plain::text = '' then '' else to_tsquery('simple', word || ':*')::text end as prefix,
      plainto_tsquery('simple', (ts_lexize('english_stem', word))[1])::text as stem
    from string_to_table(split_words(${text}::text), ' ') with ordinality as split (word, place),
      plainto_tsquery('simple', word) as plain
    where word <> '' order by place
  `,
)

/** A text without words, folded as names without words are. */
export const foldText = prepared(
  'catalog_fold_text',
  (text: string) => sql<{ folded: string }>`select fold_text(${text}::text) as folded`,
)
