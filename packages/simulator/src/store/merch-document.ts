import type { StoreDocumentInput } from '@loadout/core/catalog'
import type { Prng } from '../prng.ts'
import { SOURCE } from './game-document.ts'
import { pricesOf } from './prices.ts'
import { seededFaker } from './seeded-faker.ts'
import { skewedCount } from './skew.ts'
import { COLOURS, MERCHANDISE } from './words.ts'

export interface MerchOptions {
  readonly key: string
  /** What is printed on it. */
  readonly game: string
}

type Styles = NonNullable<StoreDocumentInput['styles']>

/** Something to wear or to put on a shelf, in one to four colours. */
export function merchDocument(prng: Prng, { key, game }: MerchOptions): StoreDocumentInput {
  const faker = seededFaker(prng)
  const { what, category, sizes, price } = prng.pick(MERCHANDISE)
  const prices = pricesOf(prng, price)
  const material = faker.commerce.productMaterial()
  const url = (file: string) => `https://media.example.com/${key}/${file}`
  const styles: Styles = prng
    .shuffled(COLOURS)
    .slice(0, prng.between(1, 4))
    .map((colour, style) => ({
      name: colour,
      price: { amount: price, saleAmount: prng.chance(0.2) ? price - 500 : null },
      isDefault: style === 0,
      photos: Array.from({ length: prng.between(1, 4) }, (_, index) => ({
        url: url(`${style + 1}-${index + 1}.jpg`),
        thumbnailUrl: url(`${style + 1}-${index + 1}.small.jpg`),
      })),
      // Some are sold out.
      skus: sizes.map((size) => ({ size, quantity: skewedCount(prng, 25, 200) })),
    }))
  return {
    source: { source: SOURCE, key },
    kind: 'merch',
    name: `${game} ${what}`,
    tagline: `The ${faker.word.adjective()} ${what.toLowerCase()} for every ${faker.word.noun()}.`,
    description: `${faker.commerce.productDescription()}\n\n${faker.lorem.paragraph()}`,
    ...{ category, tags: ['Official', game], prices },
    features: [
      { name: 'Material', value: material },
      { name: 'Made in', value: faker.location.country() },
    ],
    media: [{ kind: 'image', url: url('cover.jpg'), thumbnailUrl: url('cover.small.jpg') }],
    styles,
  }
}
