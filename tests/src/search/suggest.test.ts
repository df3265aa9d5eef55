import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { suggestionsFor } from './find.ts'
import { storeProducts } from './store-products.ts'

let harness: Harness

beforeAll(async () => {
  harness = await createHarness()
  await storeProducts(harness.ctx, [
    {
      name: 'The Witcher 3: Wild Hunt',
      companies: ['CD PROJEKT RED'],
      ratings: [0, 50],
      tags: ['RPG'],
    },
    { name: 'Witch It', companies: ['Barrel Roll Games'], ratings: [0, 3], tags: ['Roguelike'] },
    { name: 'Wizard of Legend', tags: ['Roguelike', 'Rogue & Friends'], genres: ['Rogue-lite'] },
    { name: 'Half-Life 2', companies: ['Valve'], ratings: [1, 80] },
    { name: 'Half-Life', companies: ['Valve'], ratings: [1, 90] },
    { name: 'Half Dead', companies: ['Half A Room Games'] },
    { name: 'Pokémon', companies: ['Nintendo'] },
    { name: 'Counter-Strike', companies: ['Valve'] },
    { name: '山桂' },
    { name: '♥♥♥' },
    { name: 'Witch Hunt', status: 'hidden', companies: ['Hidden Witches'], tags: ['Witchcraft'] },
  ])
})
afterAll(() => harness.close())

const namesFor = async (query: string, limit?: number) =>
  (await suggestionsFor(harness.ctx, query, limit)).products.map(({ name }) => name)

describe('suggestions', () => {
  it.each([
    ['wit', ['Witch It', 'The Witcher 3: Wild Hunt']],
    ['hunt', ['The Witcher 3: Wild Hunt']],
    ['the wi', ['The Witcher 3: Wild Hunt']],
    ['half', ['Half-Life', 'Half-Life 2', 'Half Dead']],
    ['half l', ['Half-Life', 'Half-Life 2']],
    ['half d', ['Half Dead']],
    ['halfli', ['Half-Life', 'Half-Life 2']],
    ['half-life 2', ['Half-Life 2']],
    ['pokem', ['Pokémon']],
    ['Poké', ['Pokémon']],
    ['w', ['Witch It', 'Wizard of Legend']],
    ['山', ['山桂']],
    ['♥', ['♥♥♥']],
    ['zzz', []],
    ['  ☃', []],
  ])('for %s are %j', async (query, names) => {
    expect(await namesFor(query)).toEqual(expect.arrayContaining(names))
    expect((await namesFor(query)).slice(0, names.length)).toEqual(names)
  })

  it('put names that begin so first, then those with most reviews', async () => {
    expect(await namesFor('half', 1)).toEqual(['Half-Life'])
    expect(await namesFor('life')).toEqual(['Half-Life', 'Half-Life 2'])
  })

  it.each([
    ['witchr', 'The Witcher 3: Wild Hunt'],
    ['conter strike', 'Counter-Strike'],
    ['halff life', 'Half-Life'],
  ])('for %s have similar names', async (query, name) => {
    expect(await namesFor(query)).toContain(name)
  })

  it('never show what is hidden, nor its companies and labels', async () => {
    const answer = await suggestionsFor(harness.ctx, 'witch')
    expect(answer.products.map(({ name }) => name)).not.toContain('Witch Hunt')
    expect(answer.companies).toEqual([])
    expect(answer.labels).toEqual([])
  })

  it('have companies with a word that begins so', async () => {
    const companiesFor = async (query: string) =>
      (await suggestionsFor(harness.ctx, query)).companies.map(({ name }) => name)
    expect(await companiesFor('valv')).toEqual(['Valve'])
    expect(await companiesFor('projekt')).toEqual(['CD PROJEKT RED'])
    expect(await companiesFor('cd projekt')).toEqual(['CD PROJEKT RED'])
    expect(await companiesFor('half a')).toEqual(['Half A Room Games'])
    expect(await companiesFor('%%%')).toEqual([])
  })

  it('have tags and genres that begin so, the most frequent first', async () => {
    const { labels } = await suggestionsFor(harness.ctx, 'rogue')
    expect(labels).toEqual(['Roguelike', 'Rogue & Friends', 'Rogue-lite'])
    expect((await suggestionsFor(harness.ctx, 'rogue lit')).labels).toEqual(['Rogue-lite'])
  })

  it('are as many as are asked for', async () => {
    expect(await namesFor('w', 1)).toHaveLength(1)
    expect(await namesFor('half', 2)).toHaveLength(2)
  })

  it('show what a line of a list needs', async () => {
    const { products } = await suggestionsFor(harness.ctx, 'counter')
    expect(products).toEqual([
      {
        ...{ id: expect.any(Number), kind: 'game', name: 'Counter-Strike', image: null },
        slug: expect.stringMatching(/^search-/),
      },
    ])
  })
})
