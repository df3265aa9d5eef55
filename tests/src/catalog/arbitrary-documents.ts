import {
  type StoreDocument,
  type StoreDocumentInput,
  storeDocumentSchema,
} from '@loadout/core/catalog'
import fc from 'fast-check'

/** Text that is trouble somewhere: quotes, markup, other scripts, what JSON and SQL treat apart. */
const word = fc.constantFrom(
  ...['Half-Life', 'Pokémon', 'ダークソウル', '<b>bold</b>', "'; drop table product; --"],
  ...['100 %', '{"a": 1}', 'null', '\\', '😀', 'a,b', '"', '$1', 'İ'],
)
const name = fc.array(word, { minLength: 1, maxLength: 3 }).map((words) => words.join(' '))
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: null })
const some = <Value>(value: fc.Arbitrary<Value>, maxLength = 3) => fc.array(value, { maxLength })
const labels = some(word, 4)
const url = fc.constantFrom('https://cdn.test/a.jpg', 'http://cdn.test/ä?b=c&d', 'https://x.test/')
const amount = fc.integer({ min: 1, max: 1_000_000_000_000 })
const count = maybe(fc.nat(2_000_000_000))

const price = fc
  .tuple(amount, fc.boolean())
  .map(([amount, isOnSale]) => ({ amount, saleAmount: isOnSale ? amount - 1 : null }))
const prices = fc
  .uniqueArray(fc.constantFrom('USD', 'EUR', 'JPY', 'GBP'), { maxLength: 4 })
  .chain((currencies) =>
    fc.tuple(...currencies.map((currency) => price.map((pair) => ({ currency, ...pair })))),
  )

export const partialDate = fc.oneof(
  fc.constantFrom(null, '1987-09', '1983', '2025-Q1', '2025-Q4', '2024-02-29', '2024-02'),
  fc.integer({ min: 1950, max: 2100 }).map(String),
)

const photo = fc.record({ url, thumbnailUrl: maybe(url) })

const game = fc.record({
  companies: some(fc.record({ name: word, role: fc.constantFrom('developer', 'publisher') })),
  titles: some(fc.record({ region: maybe(word), title: name })),
  modes: labels,
  releases: some(fc.record({ platform: word, region: maybe(word), date: partialDate })),
  ageRatings: some(fc.record({ board: word, rating: word, descriptors: labels })),
  requirements: some(
    fc.record({ os: word, minimum: some(fc.record({ name: word, value: name }), 2) }),
    2,
  ),
  languages: some(fc.record({ name: word, audio: fc.boolean(), subtitles: fc.boolean() })),
  criticReviews: some(
    fc.record({
      outlet: word,
      score: maybe(fc.integer({ min: 0, max: 1_000 }).map((tenths) => tenths / 10)),
      quote: maybe(name),
      publishedOn: maybe(fc.constantFrom('1999-12-31', '2024-02-29')),
    }),
  ),
  achievements: some(
    fc.record({ name, share: maybe(fc.constantFrom(0, 0.5, 1)), hidden: fc.boolean() }),
  ),
  socials: some(fc.record({ kind: word, url })),
  elsewhere: some(fc.record({ source: word, positive: count, ownersMax: count })),
})

const common = {
  name,
  tagline: fc.oneof(fc.constant(''), name),
  description: fc.oneof(
    fc.constant(''),
    name.map((text) => `${text}\n\n\t${text}`),
  ),
  category: fc.oneof(fc.constant(''), word),
  tags: labels,
  genres: labels,
  platforms: labels,
  prices,
  features: some(fc.record({ name: word, value: maybe(name) })),
  media: some(
    fc.record({
      kind: fc.constantFrom('image', 'screenshot', 'trailer'),
      url,
      thumbnailUrl: maybe(url),
    }),
  ),
}

const styles = fc.uniqueArray(word, { maxLength: 3 }).chain((names) =>
  fc.tuple(
    ...names.map((styleName) =>
      fc.record({
        name: fc.constant(styleName),
        price,
        photos: some(photo, 2),
        skus: fc.uniqueArray(
          fc.record({ size: maybe(fc.constantFrom('S', 'M', 'L')), quantity: fc.nat(99) }),
          { maxLength: 3, selector: ({ size }) => size },
        ),
      }),
    ),
  ),
)

const gameDocuments = fc.record({
  ...common,
  kind: fc.constantFrom('game', 'dlc', 'edition', 'bundle'),
  game,
})
const garmentDocuments = fc
  .tuple(fc.record({ ...common, kind: fc.constant('merch'), styles }), fc.nat(3))
  .map(([document, place]) => ({
    ...document,
    styles: document.styles.map((style, index) => ({ ...style, isDefault: index === place })),
  }))

/** A document of anything; of which product, the test says. */
export const anyDocument: fc.Arbitrary<StoreDocument> = fc
  .oneof(gameDocuments, garmentDocuments)
  .map((document: StoreDocumentInput) => storeDocumentSchema.parse(document))
