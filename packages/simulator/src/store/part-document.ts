import type { StoreDocumentInput } from '@loadout/core/catalog'
import type { Prng } from '../prng.ts'
import type { Draft } from './draft.ts'
import { gameDetail } from './game-detail.ts'
import { media, SOURCE, texts } from './game-document.ts'
import { gamePrices } from './prices.ts'
import { seededFaker } from './seeded-faker.ts'
import { ADJECTIVES, NOUNS } from './words.ts'

export const PART_KINDS = ['dlc', 'edition', 'bundle'] as const
export type PartKind = (typeof PART_KINDS)[number]

/** Of the price of a game, about. */
const PRICE_SHARES = { dlc: 0.4, edition: 1.6, bundle: 2.2 } as const

const EDITIONS = [
  'Deluxe Edition',
  'Complete Edition',
  'Game of the Year Edition',
  'Director’s Cut',
]

export interface PartOptions {
  readonly kind: PartKind
  readonly key: string
  /** Of the game it belongs to. */
  readonly base: { readonly draft: Draft; readonly document: StoreDocumentInput }
}

/** An add-on, edition or bundle of a game. Throws when the game has no source key to point to. */
export function partDocument(prng: Prng, { kind, key, base }: PartOptions): StoreDocumentInput {
  const { source, category, tags, genres, platforms } = base.document
  if (source === undefined) throw new Error(`${base.document.name} has no source`)
  const name = partName(prng, kind, base.document.name)
  const draft = { ...base.draft, prng, name, slug: key, faker: seededFaker(prng) }
  return {
    source: { source: SOURCE, key },
    ...{ kind, name, base: source },
    ...texts(draft),
    ...{ category, tags, genres, platforms },
    prices: gamePrices(prng, PRICE_SHARES[kind]),
    media: media(draft, prng.between(1, 3)),
    game: gameDetail(draft, true),
  }
}

function partName(prng: Prng, kind: PartKind, game: string): string {
  if (kind === 'edition') return `${game} ${prng.pick(EDITIONS)}`
  if (kind === 'bundle') return `${game} & Soundtrack Bundle`
  const what = prng.pick([
    () => `${prng.pick(NOUNS)} of the ${prng.pick(ADJECTIVES)}`,
    () => `${prng.pick(ADJECTIVES)} ${prng.pick(NOUNS)} Pack`,
    () => 'Season Pass',
    () => 'Original Soundtrack',
  ])()
  return `${game} - ${what}`
}
