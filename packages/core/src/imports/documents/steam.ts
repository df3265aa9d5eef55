import type { DocumentDataset } from './document-dataset.ts'
import { all, change, constant, each, list, number, object, only, text, textOf } from './mapping.ts'

/** Prices of the file are in this currency. */
const CURRENCY = 'GBP'

const PLATFORMS: Readonly<Record<string, string>> = {
  windows: 'Windows',
  mac: 'macOS',
  linux: 'Linux',
}

/** What of the categories says how a game is played, as other sources word it. */
const MODES: Readonly<Record<string, string>> = {
  'Single-player': 'single-player',
  'Multi-player': 'multiplayer',
  'Co-op': 'cooperative',
}

const platforms = each(list('platforms'), (name) => PLATFORMS[textOf(name)] ?? name)
const company = (role: string) => (name: unknown) => ({ name, role })

/** `10000000-20000000` */
const owners = (index: 0 | 1) =>
  change(text('owners'), (range) => Number(textOf(range).split('-')[index] ?? Number.NaN))

/** The Steam store games data set (CC BY): one game a row, lists separated by semicolons. */
export const steam: DocumentDataset = {
  name: 'steam',
  columns: ['appid', 'name', 'release_date', 'developer', 'publisher', 'steamspy_tags', 'price'],
  keepsIds: false,
  document: object({
    source: object({ source: constant('steam'), key: text('appid') }),
    kind: constant('game'),
    name: text('name'),
    tags: list('steamspy_tags'),
    genres: list('genres'),
    platforms,
    prices: only(
      object({
        currency: constant(CURRENCY),
        amount: change(number('price'), (price) =>
          typeof price === 'number' ? Math.round(price * 100) : price,
        ),
      }),
    ),
    features: each(list('categories'), (name) => ({ name })),
    game: object({
      companies: all(
        each(list('developer'), company('developer')),
        each(list('publisher'), company('publisher')),
      ),
      modes: each(list('categories'), (name) => MODES[textOf(name)]),
      releases: each(platforms, (platform, fields) => ({
        platform,
        date: text('release_date')(fields) ?? null,
      })),
      ageRatings: only(
        change(number('required_age'), (age) =>
          age === 0 ? undefined : { board: 'Steam', rating: textOf(age), descriptors: [] },
        ),
      ),
      languages: only(
        change(number('english'), (english) =>
          english === 1 ? { name: 'English', interface: true } : undefined,
        ),
      ),
      elsewhere: only(
        object({
          source: constant('steam'),
          positive: number('positive_ratings'),
          negative: number('negative_ratings'),
          ownersMin: owners(0),
          ownersMax: owners(1),
          averagePlaytimeMinutes: number('average_playtime'),
          medianPlaytimeMinutes: number('median_playtime'),
          achievements: number('achievements'),
        }),
      ),
    }),
  }),
}
