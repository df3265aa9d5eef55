import { type StoreDocument, storeDocumentSchema } from '@loadout/core/catalog'
import { beforeAll, describe, expect, it } from 'vitest'
import { type StorePage, simulateStore } from './store.ts'

const PAGES = 400
const MERCH = 25

let pages: readonly StorePage[]
let documents: readonly StoreDocument[]
beforeAll(() => {
  pages = [...simulateStore({ seed: 'test', pages: PAGES, merch: MERCH })]
  documents = pages.map(({ document }) => storeDocumentSchema.parse(document))
})

const ofKind = (kind: StoreDocument['kind']) => documents.filter((one) => one.kind === kind)
const share = (of: readonly unknown[], all: readonly unknown[]) => of.length / all.length
const games = () => ofKind('game')

describe('the simulated store', () => {
  it('has as many pages as it is asked for, each a valid document', () => {
    expect(documents.filter(({ kind }) => kind !== 'merch')).toHaveLength(PAGES)
    expect(ofKind('merch')).toHaveLength(MERCH)
    for (const kind of ['dlc', 'edition', 'bundle'] as const) expect(ofKind(kind)).not.toEqual([])
    expect(share(games(), documents)).toBeGreaterThan(0.5)
  })

  it('is the same for the same seed, and another one for another', () => {
    const make = (seed: string) =>
      [...simulateStore({ seed, pages: 12, merch: 2 })].map((page) => ({
        ...{ document: page.document, reviews: page.reviews(), questions: page.questions() },
      }))
    expect(make('a')).toEqual(make('a'))
    expect(make('a')).not.toEqual(make('b'))
  })

  it('does not change a page when more pages are wanted', () => {
    const small = [...simulateStore({ seed: 'test', pages: 20 })].map(({ document }) => document)
    // Studios are as many as the shop is large, so that only what does not name them is alike.
    expect(small.map(({ name }) => name)).toEqual(documents.slice(0, 20).map(({ name }) => name))
  })

  it('knows every product by a source key of its own, and gives no two games one name', () => {
    const keys = documents.map(({ source }) => source?.key)
    expect(new Set(keys).size).toBe(documents.length)
    expect(new Set(games().map(({ name }) => name)).size).toBe(games().length)
  })

  it('tells of a game before what belongs to it', () => {
    const seen = new Set<string>()
    for (const { kind, base, source } of documents) {
      const isPart = kind === 'dlc' || kind === 'edition' || kind === 'bundle'
      expect(base !== null).toBe(isPart)
      if (base !== null && typeof base === 'object') expect(seen).toContain(base.key)
      seen.add(source?.key ?? '')
    }
  })

  it('leads only to domains that nobody can have', () => {
    const addresses = JSON.stringify(documents).match(/https?:\/\/[^"/]+/g) ?? []
    expect(addresses.length).toBeGreaterThan(1_000)
    for (const address of new Set(addresses)) expect(address).toMatch(/^https:.*\.example\.com$/)
  })
})

describe('how the store is spread', () => {
  it('has studios with one game and studios with many', () => {
    const made = games().flatMap(({ game }) => game.companies.filter((c) => c.role === 'developer'))
    const counts = [...Map.groupBy(made, ({ name }) => name).values()].map((list) => list.length)
    expect(Math.max(...counts)).toBeGreaterThanOrEqual(10)
    expect(counts.filter((count) => count === 1).length).toBeGreaterThan(5)
  })

  it('has frequent and rare tags, genres and platforms', () => {
    for (const key of ['tags', 'genres', 'platforms'] as const) {
      const counts = Map.groupBy(
        games().flatMap((game) => game[key]),
        (value) => value,
      )
      const sizes = [...counts.values()].map((list) => list.length)
      expect(Math.max(...sizes) / Math.min(...sizes), key).toBeGreaterThan(3)
      expect(counts.size, key).toBeGreaterThan(8)
    }
  })

  it('sells in several currencies, sometimes for less and sometimes for nothing', () => {
    const prices = games().map((game) => game.prices)
    const onSale = prices.filter(([price]) => price?.saleAmount !== null)
    expect(share(onSale, prices)).toBeGreaterThan(0.1)
    expect(share(onSale, prices)).toBeLessThan(0.4)
    expect(prices.some(([price]) => price?.amount === 0)).toBe(true)
    const yen = prices.flatMap((list) => list.filter(({ currency }) => currency === 'JPY'))
    expect(yen.every(({ amount }) => amount % 10 === 0)).toBe(true)
  })

  it('knows days, months, quarters and years of releases, and some not at all', () => {
    const dates = documents.flatMap(({ game }) => game.releases.map(({ date }) => date))
    for (const form of [/^\d{4}-\d\d-\d\d$/, /^\d{4}-\d\d$/, /^\d{4}-Q\d$/, /^\d{4}$/]) {
      expect(dates.some((date) => date !== null && form.test(date))).toBe(true)
    }
    expect(dates).toContain(null)
    expect(documents.some(({ game }) => game.releases.some(({ region }) => region !== null))).toBe(
      true,
    )
  })

  it('asks for more of a computer in the better case', () => {
    const all = games().flatMap(({ game }) => game.requirements)
    expect(new Set(all.map(({ os }) => os))).toEqual(new Set(['Windows', 'macOS', 'Linux']))
    const memory = (list: readonly { name: string; value: string }[]) =>
      Number.parseInt(list.find(({ name }) => name === 'Memory')?.value ?? '', 10)
    for (const { minimum, recommended } of all) {
      if (recommended.length > 0) expect(memory(recommended)).toBeGreaterThan(memory(minimum))
    }
  })

  it('rates ages alike on every board', () => {
    const ratings = games().flatMap(({ game }) => game.ageRatings)
    expect(new Set(ratings.map(({ board }) => board)).size).toBe(4)
    expect(ratings.some(({ descriptors }) => descriptors.length > 0)).toBe(true)
  })

  it('has critics, achievements, languages and links in different numbers', () => {
    for (const key of ['criticReviews', 'achievements', 'languages', 'socials'] as const) {
      expect(new Set(games().map(({ game }) => game[key].length)).size, key).toBeGreaterThan(3)
    }
    const { achievements = [] } =
      games().find(({ game }) => game.achievements.length > 9)?.game ?? {}
    const shares = achievements.map(({ share }) => share ?? 0)
    expect(shares[0]).toBeGreaterThan(shares.at(-1) ?? 1)
  })

  it('sells merchandise in styles and sizes, with one default style', () => {
    const merch = ofKind('merch')
    expect(new Set(merch.map(({ styles }) => styles.length)).size).toBeGreaterThan(2)
    for (const { styles } of merch) {
      expect(styles.filter(({ isDefault }) => isDefault)).toHaveLength(1)
      for (const { skus, photos } of styles) expect(skus.length * photos.length).toBeGreaterThan(0)
    }
  })
})
