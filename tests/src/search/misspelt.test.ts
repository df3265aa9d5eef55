import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { facetsOf, find, idsOfPages, namesOf } from './find.ts'
import { storeProducts } from './store-products.ts'

let harness: Harness

beforeAll(async () => {
  harness = await createHarness()
  await storeProducts(harness.ctx, [
    { name: 'The Witcher 3: Wild Hunt', genres: ['RPG'], ratings: [0, 5] },
    { name: 'The Witcher: Enhanced Edition', genres: ['RPG'] },
    { name: 'Counter-Strike', genres: ['Action'] },
    { name: 'Portal', genres: ['Puzzle'] },
    { name: 'Mortal Kombat X', genres: ['Action'] },
    { name: 'BioShock Infinite', genres: ['Action'] },
    { name: 'The Elder Scrolls V: Skyrim', genres: ['RPG'] },
    { name: 'STAR WARS: Rebellion', genres: ['Strategy'] },
    { name: 'Starward Rogue', genres: ['Action'] },
    { name: 'Civilization VI', genres: ['Strategy'] },
    { name: 'Ведьмак', genres: ['RPG'] },
    { name: 'Notes of a Critic', description: 'They wrote witcer, and meant something else.' },
    { name: 'FIFA 18', genres: ['Sports'] },
  ])
})
afterAll(() => harness.close())

describe('a misspelt query', () => {
  it.each([
    ['wicther', 'witcher', 'The Witcher 3: Wild Hunt'],
    ['witcerh', 'witcher', 'The Witcher 3: Wild Hunt'],
    ['teh witcher', 'the witcher', 'The Witcher: Enhanced Edition'],
    ['Wild Hutn', 'wild hunt', 'The Witcher 3: Wild Hunt'],
    ['potral', 'portal', 'Portal'],
    ['portl', 'portal', 'Portal'],
    ['bisohock', 'bioshock', 'BioShock Infinite'],
    ['Elder Scrols Skyrim', 'elder scrolls skyrim', 'The Elder Scrolls V: Skyrim'],
    ['elder skyrimm', 'elder skyrim', 'The Elder Scrolls V: Skyrim'],
    ['starwars', 'star wars', 'STAR WARS: Rebellion'],
    ['conterstrike', 'counterstrike', 'Counter-Strike'],
    ['civlizaton', 'civilization', 'Civilization VI'],
    ['portal kombat', 'mortal kombat', 'Mortal Kombat X'],
    ['ведмак', 'ведьмак', 'Ведьмак'],
  ])('%s is taken for %s', async (query, meant, name) => {
    const { items, didYouMean, corrected } = await find(harness.ctx, { query })
    expect([didYouMean, corrected]).toEqual([meant, true])
    expect(items.map((item) => item.name)).toContain(name)
  })

  it('finds Witcher for Witcer, where nobody else has misspelt it', async () => {
    const alone = await createHarness()
    onTestFinished(() => alone.close())
    const names = ['The Witcher 3: Wild Hunt', 'Portal', 'Ведьмак']
    await storeProducts(
      alone.ctx,
      names.map((name) => ({ name, description: `All about ${name}, and its maker.` })),
    )
    const answer = await find(alone.ctx, { query: 'Witcer' })
    expect(answer.items.map(({ name }) => name)).toEqual(names.slice(0, 1))
    expect([answer.didYouMean, answer.corrected]).toEqual(['witcher', true])
  })

  it('is corrected in a proposal only, when descriptions have its words', async () => {
    const answer = await find(harness.ctx, { query: 'Witcer' })
    expect(answer.items.map(({ name }) => name)).toEqual(['Notes of a Critic'])
    expect([answer.didYouMean, answer.corrected]).toEqual(['witcher', false])
    const sorted = await find(harness.ctx, { query: 'Witcer', sort: 'name' })
    expect([sorted.didYouMean, sorted.corrected]).toEqual([null, false])
  })

  it('is not corrected when its words are there, and only filters leave nothing', async () => {
    const answer = await find(harness.ctx, { query: 'portal', genres: ['Sports'] })
    expect(answer).toMatchObject({ items: [], didYouMean: null, corrected: false })
  })

  it('is not corrected to what the filters leave nothing of', async () => {
    const answer = await find(harness.ctx, { query: 'potral', genres: ['Sports'] })
    expect(answer).toMatchObject({ items: [], didYouMean: null, corrected: false })
    expect(await namesOf(harness.ctx, { query: 'potral', genres: ['Puzzle'] })).toEqual(['Portal'])
  })

  it.each(['xyzzyq', 'qqqqqqqqqqqq', 'fifa 19', 'zz', '山桂', 'nothing like any of it'])(
    '%s is taken for nothing',
    async (query) => {
      const answer = await find(harness.ctx, { query })
      expect(answer).toMatchObject({ items: [], didYouMean: null, corrected: false })
    },
  )

  it('has the facets of what it was taken for', async () => {
    const { facets } = await find(harness.ctx, { query: 'witcerh', facets: true })
    expect(facets?.total).toEqual({ count: 2, more: false })
    const alone = await facetsOf(harness.ctx, { query: 'witcerh' })
    expect(alone).toEqual({ facets, didYouMean: 'witcher', corrected: true })
    expect(await facetsOf(harness.ctx, { query: 'witcher' })).toEqual({
      ...{ facets, didYouMean: null },
      corrected: false,
    })
    const nothing = await facetsOf(harness.ctx, { query: 'xyzzyq' })
    expect(nothing).toMatchObject({ didYouMean: null, corrected: false })
    expect(nothing.facets.total.count).toBe(0)
  })

  it('pages through what it was taken for, even when its own words come in', async () => {
    const meant = await idsOfPages(harness.ctx, { query: 'witcher', limit: 1 })
    const ids = await idsOfPages(harness.ctx, { query: 'wticher', limit: 1 }, () =>
      storeProducts(harness.ctx, [{ name: 'Wticher' }]),
    )
    expect(ids).toEqual(meant)
  })
})
