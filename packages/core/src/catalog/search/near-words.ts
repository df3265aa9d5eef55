import { allowedEdits, editDistance } from './edit-distance.ts'

/**
 * The words of a query with those replaced that one of these names spells otherwise: the name that takes the
 * fewest letters, the earlier one of equals. Null when no name is near, or when nothing is to be replaced.
 */
export function correctByName(
  words: readonly string[],
  names: readonly string[],
): readonly string[] | null {
  let best: Fit | null = null
  for (const name of names) {
    const fit = fitTo(words, name.split(' '))
    if (fit !== null && (best === null || fit.edits < best.edits)) best = fit
  }
  return best === null || best.edits === 0 ? null : best.words
}

interface Fit {
  readonly words: readonly string[]
  readonly edits: number
}

/** A space that was left out counts less than a letter. */
const MISSING_SPACE = 0.5

/** Every word becomes the nearest one of the name; null when one of them is near none. */
function fitTo(words: readonly string[], nameWords: readonly string[]): Fit | null {
  let edits = 0
  const fitted: string[] = []
  for (const word of words) {
    const nearest = nearestWord(word, nameWords)
    const pair = nearest?.edits === 0 ? null : pairWrittenAs(word, nameWords)
    const fit = pair === null ? nearest : { word: pair, edits: MISSING_SPACE }
    if (fit === null) return null
    edits += fit.edits
    fitted.push(fit.word)
  }
  return { words: fitted, edits }
}

/** Two words of a name that the query has written together, with their space. */
function pairWrittenAs(word: string, nameWords: readonly string[]): string | null {
  const place = nameWords.findIndex((first, index) => first + (nameWords[index + 1] ?? '') === word)
  return place < 0 ? null : `${nameWords[place]} ${nameWords[place + 1]}`
}

/**
 * The word among these that takes the fewest letters, of equals the one that comes up most often, then the
 * first of the alphabet; null when none is near.
 */
export function nearestWord(
  word: string,
  candidates: readonly string[],
): { readonly word: string; readonly edits: number } | null {
  const most = allowedEdits(word)
  const counts = new Map<string, number>()
  for (const candidate of candidates) counts.set(candidate, (counts.get(candidate) ?? 0) + 1)
  const near = [...counts]
    .map(([candidate, count]) => {
      return { word: candidate, edits: editDistance(word, candidate, most), count }
    })
    .filter(({ edits }) => edits <= most)
    .sort((a, b) => a.edits - b.edits || b.count - a.count || (a.word < b.word ? -1 : 1))
  return near[0] ?? null
}
