import type { Ctx } from '../../context.ts'
import type { SearchText } from './condition-queries.ts'
import { allowedEdits } from './edit-distance.ts'
import { fitsAny } from './few-queries.ts'
import { frequentInNames, namesLike, unknownWords } from './near-queries.ts'
import { correctByName, nearestWord } from './near-words.ts'
import { wordVariants } from './word-variants.ts'
import type { SearchWords } from './words.ts'

/** Names looked at for the one that was meant: more of them are no nearer. */
const NAMES = 100

/** Words of one query that are replaced one by one; each takes some milliseconds. */
const MAX_UNKNOWN = 3

/** Without a Latin letter or digit there may be no trigrams, and the index would be read from end to end. */
export const HAS_TRIGRAMS = /[a-z0-9]/

/**
 * What a text was probably meant to be, when so many products were found for it. Null: no idea, or nothing was
 * found only because of the filters.
 */
export async function correctionOf(
  { db }: Pick<Ctx, 'db'>,
  text: SearchText,
  found: number,
): Promise<string | null> {
  if (text.kind !== 'words' || (found === 0 && (await fitsAny(db, text)))) return null
  return correctQuery({ db }, text.words)
}

/**
 * What a query was probably meant to be: first as a name as a whole, where each word may help to find it and
 * each must be near a word of it, then word by word for those that no product has. One letter may be wrong
 * in words of 3 to 6 letters, two in longer ones, none in shorter ones and in numbers.
 */
async function correctQuery(
  { db }: Pick<Ctx, 'db'>,
  { words, folded, conditions }: SearchWords,
): Promise<string | null> {
  const names = HAS_TRIGRAMS.test(folded) ? await namesLike(db, folded, NAMES) : []
  const asName = correctByName(
    words,
    names.map(({ folded_name }) => folded_name),
  )
  if (asName !== null) return asName.join(' ')
  const unknown = await unknownWords(db, words, conditions)
  if (unknown.length === 0 || unknown.length > MAX_UNKNOWN) return null
  const replaced = new Map<string, string>()
  for (const { word } of unknown) {
    const meant = await correctWord(db, word)
    if (meant === null) return null
    replaced.set(word, meant)
  }
  return words.map((word) => replaced.get(word) ?? word).join(' ')
}

async function correctWord(db: Ctx['db'], word: string): Promise<string | null> {
  const edits = allowedEdits(word)
  if (edits === 0) return null
  const [variant] = await frequentInNames(db, wordVariants(word))
  if (variant !== undefined) return variant.word
  if (edits === 1 || !HAS_TRIGRAMS.test(word)) return null
  const names = await namesLike(db, word, NAMES)
  const candidates = names.flatMap(({ folded_name }) => folded_name.split(' '))
  return nearestWord(word, candidates)?.word ?? null
}
