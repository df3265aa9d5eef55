import { describe, expect, it } from 'vitest'
import { type StoreDocument, storeDocumentSchema } from '../../catalog/index.ts'
import type { JsonRow } from '../read/ndjson-reader.ts'
import { detectDocuments } from './detect-documents.ts'
import type { DocumentDataset } from './document-dataset.ts'
import { steam } from './steam.ts'
import { store } from './store.ts'
import { wikipedia } from './wikipedia.ts'

function documentOf({ document }: DocumentDataset, row: JsonRow): StoreDocument {
  return storeDocumentSchema.parse(
    document((name) => (Object.hasOwn(row, name) ? row[name] : undefined)),
  )
}

const HALF_LIFE = {
  appid: '220',
  name: 'Half-Life 2',
  release_date: '2004-11-16',
  english: '1',
  developer: 'Valve;Aspyr (Mac)',
  publisher: 'Valve',
  platforms: 'windows;mac;linux',
  required_age: '0',
  categories: 'Single-player;Steam Achievements;Steam Cloud',
  genres: 'Action',
  steamspy_tags: 'FPS;Action; Sci-fi;FPS',
  achievements: '33',
  positive_ratings: '67902',
  negative_ratings: '2419',
  average_playtime: '691',
  median_playtime: '402',
  owners: '10000000-20000000',
  price: '7.19',
}

describe('a game of the Steam data set', () => {
  it('is a store document', () => {
    expect(documentOf(steam, HALF_LIFE)).toMatchObject({
      source: { source: 'steam', key: '220' },
      kind: 'game',
      name: 'Half-Life 2',
      tags: ['FPS', 'Action', 'Sci-fi'],
      genres: ['Action'],
      platforms: ['Windows', 'macOS', 'Linux'],
      prices: [{ currency: 'GBP', amount: 719, saleAmount: null }],
      features: [
        { name: 'Single-player', value: null },
        { name: 'Steam Achievements', value: null },
        { name: 'Steam Cloud', value: null },
      ],
      game: {
        companies: [
          { name: 'Valve', role: 'developer' },
          { name: 'Aspyr (Mac)', role: 'developer' },
          { name: 'Valve', role: 'publisher' },
        ],
        modes: ['single-player'],
        releases: [
          { platform: 'Windows', date: '2004-11-16' },
          { platform: 'macOS', date: '2004-11-16' },
          { platform: 'Linux', date: '2004-11-16' },
        ],
        ageRatings: [],
        languages: [{ name: 'English', interface: true }],
        elsewhere: [
          {
            source: 'steam',
            positive: 67_902,
            negative: 2_419,
            ownersMin: 10_000_000,
            ownersMax: 20_000_000,
            averagePlaytimeMinutes: 691,
            medianPlaytimeMinutes: 402,
            achievements: 33,
          },
        ],
      },
    })
  })

  it('may be free, for adults, and not in English', () => {
    const row = {
      ...HALF_LIFE,
      price: '0.0',
      required_age: '18',
      english: '0',
      platforms: 'windows',
    }
    const { prices, game } = documentOf(steam, row)
    expect(prices).toEqual([{ currency: 'GBP', amount: 0, saleAmount: null }])
    expect(game.ageRatings).toEqual([{ board: 'Steam', rating: '18', descriptors: [] }])
    expect(game.languages).toEqual([])
    expect(game.releases).toHaveLength(1)
  })

  it.each([
    ['price', 'free'],
    ['price', '-1'],
    ['name', ''],
    ['appid', 'null'],
    ['owners', 'many'],
    ['release_date', 'soon'],
    ['positive_ratings', '1.5'],
  ])('is none with the %s %j', (column, value) => {
    const row: JsonRow = { ...HALF_LIFE, [column]: value }
    expect(() => documentOf(steam, row)).toThrow()
  })
})

const WORLD_RUNNER = {
  id: 1,
  title: 'The 3-D Battles of WorldRunner',
  list: 'NES',
  wiki: 'https://en.wikipedia.org/wiki/The_3-D_Battles_of_WorldRunner',
  titles: [
    { title: 'The 3-D Battles of WorldRunner', region: null },
    { title: 'とびだせ大作戦', region: 'JP' },
  ],
  developers: ['Square'],
  publishers: ['Acclaim Entertainment', 'Unreleased'],
  genres: ['Platformer', 'Shooter'],
  modes: ['single-player'],
  platforms: ['Famicom Disk System', 'Famicom Disk System', 'NES'],
  releases: [
    { platform: 'Famicom Disk System', date: '1987-03-12', region: 'JP' },
    { platform: null, date: '1987-09-xx', region: 'July 20, 1990NA' },
    { platform: 'NES', date: 'xxxx-xx-xx', region: 'Mega Drive' },
  ],
}

describe('a game of a Wikipedia list', () => {
  it('is a store document', () => {
    expect(documentOf(wikipedia, WORLD_RUNNER)).toMatchObject({
      source: { source: 'wikipedia', key: '1' },
      kind: 'game',
      name: 'The 3-D Battles of WorldRunner',
      platforms: ['NES', 'Famicom Disk System'],
      genres: ['Platformer', 'Shooter'],
      game: {
        titles: [
          { title: 'The 3-D Battles of WorldRunner', region: null },
          { title: 'とびだせ大作戦', region: 'JP' },
        ],
        companies: [
          { name: 'Square', role: 'developer' },
          { name: 'Acclaim Entertainment', role: 'publisher' },
        ],
        modes: ['single-player'],
        releases: [
          { platform: 'Famicom Disk System', region: 'JP', date: '1987-03-12' },
          { platform: 'NES', region: 'NA', date: '1987-09' },
          { platform: 'NES', region: null, date: null },
        ],
        socials: [{ kind: 'wikipedia', url: WORLD_RUNNER.wiki }],
      },
    })
  })

  it('needs little', () => {
    const row = { ...WORLD_RUNNER, titles: [], developers: [], releases: null, wiki: null }
    expect(documentOf(wikipedia, row).game).toMatchObject({ titles: [], releases: [], socials: [] })
  })

  it.each([
    ['titles', [5]],
    ['titles', [{ title: '' }]],
    ['wiki', 'not an address'],
    ['title', null],
  ])('is none with the %s %j', (column, value) => {
    const row: JsonRow = { ...WORLD_RUNNER, [column]: value }
    expect(() => documentOf(wikipedia, row)).toThrow()
  })
})

describe('a store document', () => {
  it('is what it is', () => {
    const document = storeDocumentSchema.parse({ kind: 'game', name: 'A', tags: ['x'] })
    expect(documentOf(store, document)).toEqual(document)
  })

  it('is checked as a whole', () => {
    expect(() => documentOf(store, { kind: 'sword', name: 'A' })).toThrow()
    expect(() => documentOf(store, { kind: 'game', name: 'A', styles: [{ name: 'x' }] })).toThrow()
  })
})

describe('detectDocuments', () => {
  it('knows each by its columns', () => {
    expect(detectDocuments(Object.keys(HALF_LIFE), 'games')?.name).toBe('steam')
    expect(detectDocuments(Object.keys(WORLD_RUNNER), null)?.name).toBe('wikipedia')
    expect(detectDocuments(['kind', 'name', 'prices'], 'games')?.name).toBe('store')
  })

  it('finds nothing of another kind, or in other files', () => {
    expect(detectDocuments(Object.keys(HALF_LIFE), 'reviews')).toBeNull()
    expect(detectDocuments(['id', 'name'], null)).toBeNull()
  })
})
