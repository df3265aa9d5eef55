import type { DocumentDataset } from './document-dataset.ts'
import {
  all,
  change,
  constant,
  each,
  type Fields,
  fieldOf,
  list,
  object,
  only,
  raw,
  text,
  textOf,
} from './mapping.ts'
import { partialDate } from './partial-date.ts'

/** Stands among the publishers where a game was not released. */
const NOBODY = 'Unreleased'

const company = (role: string) => (name: unknown) => (name === NOBODY ? undefined : { name, role })

/** `NA`, also when a date has run into it: `July 20, 1990NA`. What is no region is left out. */
function region(value: unknown): string | null {
  return /(?<=^|\d)[A-Z]{2,4}$/.exec(textOf(value))?.[0] ?? null
}

/** Where the article does not say for what, it is for the machine on whose list it stands. */
function release(value: unknown, fields: Fields) {
  return {
    platform: textOf(fieldOf(value, 'platform')) || textOf(fields('list')),
    region: region(fieldOf(value, 'region')),
    date: partialDate(textOf(fieldOf(value, 'date'))),
  }
}

/** Games of a console as their Wikipedia articles have them: one object a line. */
export const wikipedia: DocumentDataset = {
  name: 'wikipedia',
  columns: ['id', 'title', 'list', 'wiki', 'titles', 'developers', 'publishers', 'releases'],
  keepsIds: false,
  document: object({
    source: object({ source: constant('wikipedia'), key: text('id') }),
    kind: constant('game'),
    name: text('title'),
    genres: list('genres'),
    platforms: all(list('list'), list('platforms')),
    game: object({
      titles: each(raw('titles'), (one) => ({
        title: textOf(fieldOf(one, 'title')),
        region: region(fieldOf(one, 'region')),
      })),
      companies: all(
        each(list('developers'), company('developer')),
        each(list('publishers'), company('publisher')),
      ),
      modes: list('modes'),
      releases: each(raw('releases'), release),
      socials: only(
        change(text('wiki'), (url) => (url === undefined ? undefined : { kind: 'wikipedia', url })),
      ),
    }),
  }),
}
