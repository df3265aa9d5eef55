import type { StoreDocumentInput } from '@loadout/core/catalog'
import type { Prng } from '../prng.ts'
import { type Companies, pickCompany } from './companies.ts'
import { dayOf, daysBefore } from './dates.ts'
import type { Draft } from './draft.ts'
import { gameDetail } from './game-detail.ts'
import { gamePrices } from './prices.ts'
import { seededFaker } from './seeded-faker.ts'
import { sampleSkewed, skewedCount } from './skew.ts'
import { FEATURES, GENRES, PLATFORMS, TAGS } from './words.ts'

/** Under which name the shop knows where these documents come from. */
export const SOURCE = 'simulated'

export interface GameOptions {
  readonly key: string
  readonly name: string
  readonly companies: Companies
  /** The day on which the shop is looked at, Unix milliseconds. */
  readonly until: number
}

/** A game that belongs to nothing, with the draft that its editions and add-ons go on from. */
export function gameDocument(
  prng: Prng,
  options: GameOptions,
): { readonly draft: Draft; readonly document: StoreDocumentInput } {
  const draft = draftOf(prng, options)
  const { platforms } = draft
  const genres = sampleSkewed(prng, GENRES, prng.between(1, 3))
  const document: StoreDocumentInput = {
    source: { source: SOURCE, key: options.key },
    kind: 'game',
    name: options.name,
    ...texts(draft),
    category: genres[0] ?? '',
    tags: sampleSkewed(prng, TAGS, prng.between(3, 12)),
    genres,
    platforms: [...platforms],
    prices: gamePrices(prng),
    features: sampleSkewed(prng, FEATURES, prng.between(1, 6)).map((name) => ({
      name,
      value: prng.chance(0.2) ? 'partial' : null,
    })),
    media: media(draft, prng.between(4, 10)),
    game: gameDetail(draft),
  }
  return { draft, document }
}

function draftOf(prng: Prng, { key, name, companies, until }: GameOptions): Draft {
  const developer = pickCompany(prng, companies.developers)
  const publisher = prng.chance(0.55) ? developer : pickCompany(prng, companies.publishers)
  // Most of the shop is from the last years, a little of it not out yet.
  const age = Math.floor(Math.min(9_000, -Math.log(1 - prng.float()) * 1_500)) - 200
  return {
    ...{ prng, name, slug: key },
    faker: seededFaker(prng),
    platforms: sampleSkewed(prng, PLATFORMS, 1 + skewedCount(prng, 1.5, PLATFORMS.length - 1)),
    companies: [
      { name: developer, role: 'developer' },
      { name: publisher, role: 'publisher' },
    ],
    releasedOn: dayOf(daysBefore(until, age)),
    quality: Math.min(1, Math.max(0, 0.65 + 0.2 * prng.normal())),
  }
}

/** What is said about anything: one line, and some paragraphs. */
export function texts({ prng, faker, name }: Draft) {
  const { adjective, noun, verb } = faker.word
  const tagline = prng.pick([
    () => `One ${adjective()} ${noun()} awaits.`,
    () => `Learn to ${verb()} before the ${noun()} does.`,
    () => `One ${noun()}, many ${adjective()} ways.`,
    () => `The ${adjective()} game about the ${noun()}.`,
  ])()
  const opening = `${name} takes you to the ${adjective()} ${noun()} where you ${verb()}, ${verb()} and ${verb()} to save the ${noun()}.`
  const paragraphs = Array.from({ length: prng.between(1, 4) }, () => {
    return faker.lorem.paragraph({ min: 3, max: 7 })
  })
  return { tagline, description: [opening, ...paragraphs].join('\n\n') }
}

type Media = NonNullable<StoreDocumentInput['media']>

/** A cover, screenshots, and often a trailer; the addresses are of a domain that nobody can have. */
export function media({ prng, slug }: Draft, screenshots: number): Media {
  const url = (file: string) => `https://media.example.com/${slug}/${file}`
  const picture = (kind: 'image' | 'screenshot', name: string) => ({
    kind,
    url: url(`${name}.jpg`),
    thumbnailUrl: url(`${name}.small.jpg`),
  })
  return [
    picture('image', 'cover'),
    ...Array.from({ length: screenshots }, (_, index) => picture('screenshot', String(index + 1))),
    ...(prng.chance(0.7) ? [{ kind: 'trailer' as const, url: url('trailer.mp4') }] : []),
  ]
}
