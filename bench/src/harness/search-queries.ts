import type { Prng } from '@loadout/simulator'

/** What is in the shop, for people who look for it. */
export interface Wares {
  readonly products: readonly { readonly id: number; readonly name: string }[]
  readonly genres: readonly string[]
  readonly platforms: readonly string[]
  readonly tags: readonly string[]
}

export const QUERY_KINDS = ['name', 'begun', 'misspelt', 'filtered', 'browse'] as const
export type QueryKind = (typeof QUERY_KINDS)[number]

/** The input of a search, and the product that is meant, where one is. */
export interface SearchQuery {
  readonly input: Readonly<Record<string, unknown>>
  readonly meant: number | null
}

/** Something that a visitor of the shop might look for. */
export function searchQuery(prng: Prng, kind: QueryKind, wares: Wares): SearchQuery {
  const { id, name } = prng.pick(wares.products)
  const words = name.split(/[^\p{L}\p{N}]+/u).filter((word) => word.length > 2)
  const word = prng.pick(words.length === 0 ? [name] : words)
  switch (kind) {
    case 'name':
      return { input: { query: name }, meant: id }
    case 'begun':
      return { input: { query: name.slice(0, prng.between(2, 6)) }, meant: null }
    case 'misspelt':
      return { input: { query: misspelt(prng, words) }, meant: id }
    case 'filtered':
      return { input: { query: word, ...filters(prng, wares) }, meant: null }
    case 'browse':
      return {
        input: { ...filters(prng, wares), sort: prng.pick(['priceAsc', 'released', 'score']) },
        meant: null,
      }
  }
}

/** One to three filters of the kind that a shop shows beside its lists. */
function filters(
  prng: Prng,
  { genres, platforms, tags }: Wares,
): Readonly<Record<string, unknown>> {
  const all = [
    { genres: [prng.pick(genres)] },
    { platforms: [prng.pick(platforms)] },
    { tags: [prng.pick(tags)] },
    { maxPrice: prng.pick([999, 1_999, 4_999]) },
    { minScore: prng.pick([3, 3.5, 4]) },
    { onSale: true },
  ]
  return Object.assign({}, ...prng.shuffled(all).slice(0, prng.between(1, 3)))
}

/** All words of a name, the longest of them with one letter left out, doubled, swapped or wrong. */
export function misspelt(prng: Prng, words: readonly string[]): string {
  const longest = words.toSorted((a, b) => b.length - a.length)[0] ?? ''
  return words.map((word) => (word === longest ? misspell(prng, word) : word)).join(' ')
}

function misspell(prng: Prng, word: string): string {
  const letters = [...word]
  // The first letter is the one that people get right.
  const at = prng.between(1, Math.max(1, letters.length - 2))
  const [letter = '', next = ''] = letters.slice(at)
  const wrong = prng.pick([[], [letter, letter, next], [next, letter], ['q', next]])
  letters.splice(at, wrong.length === 0 ? 1 : 2, ...wrong)
  return letters.join('')
}
