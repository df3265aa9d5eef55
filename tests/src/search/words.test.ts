import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { find, namesOf } from './find.ts'
import { type StoreProduct, storeProducts } from './store-products.ts'

const GAMES: readonly StoreProduct[] = [
  { name: 'The Witcher® 3: Wild Hunt', tags: ['RPG', 'Open World'], ratings: [0, 90] },
  { name: 'The Witcher 2: Assassins of Kings', tags: ['RPG'] },
  { name: 'Hunting Simulator', description: 'Wild animals, and no witcher at all.' },
  { name: 'Counter-Strike: Source', genres: ['Action'] },
  { name: 'Counter-Strike', genres: ['Action'] },
  { name: 'Pokémon Legends: Arceus', platforms: ['switch'] },
  { name: 'S.T.A.L.K.E.R.: Clear Sky' },
  { name: 'Portal' },
  { name: 'Portal 2' },
  { name: 'Portal of Evil', kind: 'dlc' },
  { name: 'Civilization VI', tagline: 'Build an empire to stand the test of time' },
  { name: 'Civilization V' },
  { name: 'Shan Gui (山桂)' },
  { name: '魔女と勇者' },
  { name: 'Ведьмак' },
  { name: 'Of the Dead', description: 'Zombies walking.' },
  { name: 'Zombie Army Trilogy' },
  { name: '???' },
  { name: 'Tom Clancy’s Rainbow Six' },
  { name: 'Hidden Witcher', status: 'hidden', tags: ['RPG', 'Secret'] },
]

let harness: Harness

beforeAll(async () => {
  harness = await createHarness()
  await storeProducts(harness.ctx, GAMES)
})
afterAll(() => harness.close())

const first = async (query: string) => (await namesOf(harness.ctx, query))[0]

describe('words of a query', () => {
  it.each([
    ['witcher', 'The Witcher® 3: Wild Hunt'],
    ['WITCHER 2', 'The Witcher 2: Assassins of Kings'],
    ['hunt wild witcher', 'The Witcher® 3: Wild Hunt'],
    ['counter strike', 'Counter-Strike'],
    ['counter-strike', 'Counter-Strike'],
    ['counterstrike', 'Counter-Strike'],
    ['pokemon', 'Pokémon Legends: Arceus'],
    ['Pokémon', 'Pokémon Legends: Arceus'],
    ['stalker', 'S.T.A.L.K.E.R.: Clear Sky'],
    ['s.t.a.l.k.e.r', 'S.T.A.L.K.E.R.: Clear Sky'],
    ['portal', 'Portal'],
    ['portal 2', 'Portal 2'],
    ['civilization vi', 'Civilization VI'],
    ['山桂', 'Shan Gui (山桂)'],
    ['魔女', '魔女と勇者'],
    ['ВЕДЬМАК', 'Ведьмак'],
    ['ведьм', 'Ведьмак'],
    ['clancys', 'Tom Clancy’s Rainbow Six'],
    ["clancy's", 'Tom Clancy’s Rainbow Six'],
    ['zombies', 'Zombie Army Trilogy'],
    ['witch', 'The Witcher® 3: Wild Hunt'],
    ['of the', 'Of the Dead'],
    ['???', '???'],
    ['?', '???'],
  ])('%s finds %s first', async (query, name) => {
    expect(await first(query)).toBe(name)
  })

  it('are looked for in names, labels, taglines and descriptions together', async () => {
    expect(await namesOf(harness.ctx, 'witcher rpg world')).toEqual(['The Witcher® 3: Wild Hunt'])
    expect(await namesOf(harness.ctx, 'civilization empire')).toEqual(['Civilization VI'])
    expect(await namesOf(harness.ctx, 'hunting animals')).toEqual(['Hunting Simulator'])
  })

  it('count most in names, then in labels, then in descriptions', async () => {
    expect(await namesOf(harness.ctx, 'witcher')).toEqual([
      'The Witcher® 3: Wild Hunt',
      'The Witcher 2: Assassins of Kings',
      'Hunting Simulator',
    ])
    await storeProducts(harness.ctx, [
      { name: 'Described', description: 'A metroidvania.' },
      { name: 'Labelled', tags: ['Metroidvania'] },
      { name: 'Metroidvania Maker' },
    ])
    const names = ['Metroidvania Maker', 'Labelled', 'Described']
    expect(await namesOf(harness.ctx, 'metroidvania')).toEqual(names)
    expect(await namesOf(harness.ctx, 'the metroidvania')).toEqual(names)
  })

  it('put the name itself before names that begin so, games before what belongs to them', async () => {
    expect(await namesOf(harness.ctx, 'portal')).toEqual(['Portal', 'Portal 2', 'Portal of Evil'])
  })

  it('find no hidden product, by whatever of it', async () => {
    for (const query of ['hidden witcher', 'secret', 'hiden witcher']) {
      expect(await namesOf(harness.ctx, query)).not.toContain('Hidden Witcher')
    }
    expect(await namesOf(harness.ctx, { limit: 100 })).not.toContain('Hidden Witcher')
  })

  it('find all products when there are none', async () => {
    const visible = GAMES.filter(({ status }) => status !== 'hidden')
    const { items, didYouMean } = await find(harness.ctx, { query: '  ', limit: 100 })
    expect(items.length).toBeGreaterThanOrEqual(visible.length)
    expect(didYouMean).toBeNull()
    // The best rated one comes first.
    expect(items[0]?.name).toBe('The Witcher® 3: Wild Hunt')
  })
})

describe('filters', () => {
  it('narrow down what the words find', async () => {
    expect(await namesOf(harness.ctx, { query: 'portal', kinds: ['dlc'] })).toEqual([
      'Portal of Evil',
    ])
    expect(await namesOf(harness.ctx, { query: 'counter', genres: ['RPG'] })).toEqual([])
    expect(await namesOf(harness.ctx, { query: 'portal', kinds: ['dlc', 'game'] })).toHaveLength(3)
  })

  it('take a name that no product has for what finds nothing', async () => {
    expect(await namesOf(harness.ctx, { genres: ["'; drop table product; --"] })).toEqual([])
    expect(await namesOf(harness.ctx, { companyIds: [2_147_483_647] })).toEqual([])
  })
})
