import type { FoldedWord } from './word-queries.ts'

/** What a product must hold for one word of a query. */
export interface WordMatch {
  /** A tsquery on `product.search`: names, tags, genres, category, tagline. */
  readonly search: string
  /** A tsquery on `product.body_search`; null: a word that no description is asked for. */
  readonly body: string | null
}

/** The words of a query as conditions. */
export interface SearchWords {
  /** The words with one space between them, as `product.folded_name` writes names. */
  readonly folded: string
  /** Every one of them must match. */
  readonly required: readonly WordMatch[]
  /** A tsquery of all that is required, on `product.search` or the names in it. */
  readonly title: string
  /** A tsquery on `product.search` of any word, the common ones too: what the rank is made of. */
  readonly rank: string
  /** Each word once, and of each the tsquery that it makes. */
  readonly words: readonly string[]
  readonly conditions: readonly string[]
}

/** Names have fewer words; whoever writes more repeats himself. */
const MAX_WORDS = 32

/** Begun words are looked up from this length on: shorter ones begin half the words there are. */
const MIN_PREFIX = 3

/**
 * What to look for. Each word stands for itself and its English stem, the last one also for all words that
 * begin so, as it may be only begun. Words as common as "the" count for the rank but need not be there, unless
 * there are no others. Null: there is no word at all.
 */
export function searchWords(folded: readonly FoldedWord[]): SearchWords | null {
  const words = distinct(folded).slice(0, MAX_WORDS)
  const last = words.at(-1)
  if (last === undefined) return null
  const telling = words.filter(({ stem }) => stem !== null)
  const conditions = new Map(words.map((word) => [word, searchOf(word, word === last)]))
  const required = (telling.length > 0 ? telling : words).map((word) => ({
    search: conditions.get(word) ?? word.plain,
    body: word.stem,
  }))
  return {
    folded: folded.map(({ word }) => word).join(' '),
    required,
    title: required.map(({ search }) => search).join(' & '),
    rank: [...conditions.values()].join(' | '),
    words: words.map(({ word }) => word),
    conditions: [...conditions.values()],
  }
}

function searchOf({ word, plain, prefix, stem }: FoldedWord, isLast: boolean): string {
  const begun = isLast && canBeBegun(word)
  const alternatives = new Set([begun ? prefix : plain, ...(stem === null ? [] : [stem])])
  return `(${[...alternatives].join(' | ')})`
}

/** Scripts that write a word with one or two characters may begin with one, too. */
export function canBeBegun(word: string): boolean {
  return word.length >= MIN_PREFIX || /[^\p{ASCII}]/u.test(word)
}

/** Each word once, without those that the parser sees nothing in. */
function distinct(folded: readonly FoldedWord[]): readonly FoldedWord[] {
  const known = new Map(folded.filter(({ plain }) => plain !== '').map((word) => [word.word, word]))
  return [...known.values()]
}

/**
 * A tsquery of all these words in texts of one weight, the last one only begun. Lexemes look like 'wit' or
 * 'wit':* and take the weight behind their colon.
 */
export function begunQuery(words: readonly FoldedWord[], weight: 'A' | 'B'): string {
  const texts = words.map(({ plain, prefix, word }, place) =>
    place === words.length - 1 && canBeBegun(word) ? prefix : plain,
  )
  return texts.map((text) => text.replaceAll(LEXEME, `$1:$2${weight}`)).join(' & ')
}

const LEXEME = /('(?:[^']|'')*')(?::(\*))?/g
