import type { StoreDocumentInput } from '@loadout/core/catalog'
import { createPrng, type Prng } from '../prng.ts'
import { type Companies, createCompanies } from './companies.ts'
import { gameDocument } from './game-document.ts'
import { createNames } from './game-names.ts'
import { merchDocument } from './merch-document.ts'
import { type StoreQuestion, type StoreReview, storeQuestions, storeReviews } from './opinions.ts'
import { type PartKind, partDocument } from './part-document.ts'
import { skewedCount } from './skew.ts'
import { CHARACTERISTICS } from './words.ts'

export type { StoreAnswer, StoreQuestion, StoreReview } from './opinions.ts'

export interface StoreOptions {
  /** Same seed and options, same store, on every machine. */
  readonly seed: string | number
  /** Pages of games, add-ons, editions and bundles, together. */
  readonly pages: number
  /** Further pages of merchandise. */
  readonly merch?: number
  /** The day on which the shop is looked at, Unix milliseconds; default the start of 2026. */
  readonly until?: number
  /** Reviews of a page on average; default 20. There are a quarter as many questions. */
  readonly reviews?: number
}

/** One product with what people say about it. */
export interface StorePage {
  readonly document: StoreDocumentInput
  /** What reviews of its category are asked about. */
  readonly characteristics: readonly string[]
  /** Made when they are asked for, the same ones every time. */
  readonly reviews: () => readonly StoreReview[]
  readonly questions: () => readonly StoreQuestion[]
}

const UNTIL = Date.UTC(2026, 0, 1)
const REVIEWS = 20

/**
 * A shop full of games that do not exist: names, studios, prices, dates and opinions are spread as in real
 * shops, a few with very much and many with little. A game comes before what belongs to it.
 */
export function* simulateStore(options: StoreOptions): Generator<StorePage, void, undefined> {
  const { seed, pages, merch = 0, until = UNTIL, reviews = REVIEWS } = options
  const root = createPrng(`store/${seed}`)
  const companies = createCompanies(root.fork('companies'), pages)
  const names = createNames()
  const games: string[] = []
  let left = pages
  for (let index = 0; left > 0; index += 1) {
    const made = gameWithParts(root.fork(`game/${index}`), { index, companies, names, until, left })
    for (const { document, quality, prng } of made) {
      yield pageOf(prng, { document, quality, until, reviews })
    }
    left -= made.length
    games.push(made[0]?.document.name ?? '')
  }
  for (let index = 0; index < merch; index += 1) {
    const prng = root.fork(`merch/${index}`)
    const document = merchDocument(prng, { key: `merch-${index + 1}`, game: prng.pick(games) })
    yield pageOf(prng, { document, quality: 0.5 + 0.4 * prng.float(), until, reviews })
  }
}

interface Made {
  readonly prng: Prng
  readonly document: StoreDocumentInput
  readonly quality: number
}

/** At least one document and at most `left`. */
function gameWithParts(
  prng: Prng,
  options: {
    readonly index: number
    readonly companies: Companies
    readonly names: (prng: Prng) => string
    readonly until: number
    readonly left: number
  },
): readonly Made[] {
  const { index, companies, until, left } = options
  const key = `game-${index + 1}`
  const name = options.names(prng)
  const base = gameDocument(prng, { key, name, companies, until })
  const { quality } = base.draft
  const parts = partsOf(prng)
    .slice(0, left - 1)
    .map((kind, part): Made => {
      const own = prng.fork(`part/${part}`)
      return {
        prng: own,
        document: partDocument(own, { kind, key: `${key}-${part + 1}`, base }),
        quality,
      }
    })
  return [{ prng, document: base.document, quality }, ...parts]
}

/** Most games have no parts, a few have many add-ons. */
function partsOf(prng: Prng): readonly PartKind[] {
  const some = (count: number, kind: PartKind) => Array.from({ length: count }, () => kind)
  return [
    ...some(skewedCount(prng, 0.2, 12), 'dlc'),
    ...some(skewedCount(prng, 0, 2), 'edition'),
    ...some(prng.chance(0.04) ? 1 : 0, 'bundle'),
  ]
}

function pageOf(
  prng: Prng,
  options: Omit<Made, 'prng'> & { readonly until: number; readonly reviews: number },
): StorePage {
  const { document, quality, until, reviews } = options
  const { name, kind, category = '' } = document
  const about = { name, kind, category, quality, until }
  return {
    document,
    characteristics: CHARACTERISTICS[category] ?? [],
    reviews: () => storeReviews(prng.fork('reviews'), { ...about, count: reviews }),
    questions: () => storeQuestions(prng.fork('questions'), { ...about, count: reviews / 4 }),
  }
}
