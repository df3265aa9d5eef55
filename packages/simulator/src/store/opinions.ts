import type { Faker } from '@faker-js/faker'
import type { Prng } from '../prng.ts'
import { momentBefore } from './dates.ts'
import { seededFaker } from './seeded-faker.ts'
import { skewedCount } from './skew.ts'
import { CHARACTERISTICS } from './words.ts'

/** What a player says of a product. */
export interface StoreReview {
  readonly rating: number
  readonly recommend: boolean
  readonly summary: string
  readonly body: string
  readonly author: string
  readonly verified: boolean
  /** At the time of the review; null for what is not played. */
  readonly playtimeMinutes: number | null
  readonly helpful: number
  readonly unhelpful: number
  readonly createdAt: string
  /** Of the seller or developer. */
  readonly response: string | null
  readonly photos: readonly string[]
  readonly characteristics: readonly { readonly name: string; readonly value: number }[]
}

/** What is reviewed and asked about. */
export interface OpinionOptions {
  readonly name: string
  readonly kind: string
  readonly category: string
  /** 0 to 1. */
  readonly quality: number
  /** On average; products differ a lot. */
  readonly count: number
  /** The moment before which everything was written, Unix milliseconds. */
  readonly until: number
}

/** Everything was written within so many days. */
const WINDOW_DAYS = 730

/** Reviews from the last two years, from a word to a page long, in no order. */
export function storeReviews(prng: Prng, options: OpinionOptions): StoreReview[] {
  const count = skewedCount(prng, options.count, 40 * options.count)
  const faker = seededFaker(prng)
  return Array.from({ length: count }, () => storeReview(prng, faker, options))
}

function storeReview(prng: Prng, faker: Faker, options: OpinionOptions): StoreReview {
  const { quality, kind, until } = options
  const isMerch = kind === 'merch'
  const rating = Math.min(5, Math.max(1, Math.round(1.2 + 4.2 * quality + 1.1 * prng.normal())))
  const verified = prng.chance(0.7)
  return {
    rating,
    recommend: prng.chance([0.02, 0.1, 0.5, 0.95, 0.99][rating - 1] ?? 0.5),
    summary: prng.chance(0.15) ? '' : prng.pick(SUMMARIES[rating - 1] ?? []),
    body: bodyOf(prng, faker, options.name),
    author: faker.internet.username(),
    verified,
    playtimeMinutes: isMerch || !verified ? null : Math.round(Math.exp(6.5 + 1.5 * prng.normal())),
    helpful: skewedCount(prng, 4, 900),
    unhelpful: skewedCount(prng, 1, 200),
    createdAt: momentBefore(prng, until, WINDOW_DAYS),
    response: prng.chance(0.08)
      ? `Thank you, ${faker.person.firstName()}. ${faker.lorem.sentence()}`
      : null,
    photos:
      isMerch && prng.chance(0.2) ? [`https://media.example.com/photos/${prng.uint32()}.jpg`] : [],
    characteristics: (CHARACTERISTICS[options.category] ?? [])
      .filter(() => prng.chance(0.9))
      .map((name) => ({ name, value: prng.between(Math.max(1, rating - 1), 5) })),
  }
}

const SUMMARIES = [
  ['Refunded', 'Save your money', 'Broken at launch', 'Not what was promised'],
  ['Wait for a sale', 'Had high hopes', 'Needs more time', 'Grindy'],
  ['It is fine', 'Good, not great', 'Fun with friends', 'Mixed feelings'],
  ['Really good', 'A pleasant surprise', 'Worth it', 'Lovely'],
  ['A masterpiece', 'Could not stop', 'My favourite in years', '10/10', 'Simply wonderful'],
] as const

/** Length follows no average: many write a line, some write a page. */
function bodyOf(prng: Prng, { lorem, word }: Faker, name: string): string {
  const opening = prng.pick([
    () => `The ${word.noun()} in ${name} is ${word.adjective()}.`,
    () => `I came for the ${word.noun()} and stayed for the ${word.noun()}.`,
    () => `Such ${word.adjective()} ${word.noun()}!`,
    () =>
      `After ${prng.between(2, 300)} hours of ${name} I still find the ${word.noun()} ${word.adjective()}.`,
  ])()
  const sentences = skewedCount(prng, 4, 60)
  if (sentences === 0) return opening
  const rest = Array.from({ length: Math.ceil(sentences / 6) }, () => {
    return lorem.paragraph({ min: 1, max: Math.min(6, sentences) })
  })
  return `${opening} ${rest.join('\n\n')}`
}

export interface StoreAnswer {
  readonly body: string
  readonly author: string
  readonly badge: 'seller' | 'developer' | 'staff' | null
  readonly accepted: boolean
  readonly helpful: number
  readonly createdAt: string
}

export interface StoreQuestion {
  readonly body: string
  readonly author: string
  readonly helpful: number
  readonly createdAt: string
  /** One of them is accepted at most; some questions have none. */
  readonly answers: readonly StoreAnswer[]
}

/** Questions from the last two years, no two of a product in the same words. */
export function storeQuestions(prng: Prng, options: OpinionOptions): StoreQuestion[] {
  const count = skewedCount(prng, options.count, 40 * options.count)
  const faker = seededFaker(prng)
  const questions = Array.from({ length: count }, () => storeQuestion(prng, faker, options))
  return [...new Map(questions.map((question) => [question.body, question])).values()]
}

function storeQuestion(prng: Prng, faker: Faker, options: OpinionOptions): StoreQuestion {
  const { name, kind, until } = options
  const { adjective, noun } = faker.word
  const texts = kind === 'merch' ? ABOUT_MERCH : ABOUT_GAMES
  const createdAt = momentBefore(prng, until, WINDOW_DAYS)
  const since = (until - Date.parse(createdAt)) / 86_400_000
  const accepted = prng.chance(0.5) ? 0 : -1
  const answers = Array.from({ length: skewedCount(prng, 1.5, 12) }, (_, index): StoreAnswer => {
    const badge = prng.chance(0.25) ? prng.pick(['seller', 'developer', 'staff'] as const) : null
    return {
      body: `${prng.pick(ANSWERS)} ${faker.lorem.sentence()}`,
      author: badge === null ? faker.internet.username() : faker.person.firstName(),
      badge,
      accepted: index === accepted,
      helpful: skewedCount(prng, 3, 200),
      createdAt: momentBefore(prng, until, since),
    }
  })
  return {
    body: prng.pick(texts)({ name, noun: noun(), adjective: adjective() }),
    author: faker.internet.username(),
    helpful: skewedCount(prng, 3, 300),
    createdAt,
    answers,
  }
}

type Ask = (words: {
  readonly name: string
  readonly noun: string
  readonly adjective: string
}) => string

const ABOUT_GAMES: readonly Ask[] = [
  ({ name, noun }) => `Is there any ${noun} in ${name}?`,
  ({ adjective }) => `How ${adjective} does it get towards the end?`,
  ({ noun }) => `Can I play with a controller and the ${noun}?`,
  ({ noun }) => `Do I need the ${noun} pack to finish the story?`,
  ({ adjective, noun }) => `Does the ${adjective} ${noun} carry over between saves?`,
  ({ name }) => `Will my saves of the demo work in ${name}?`,
]

const ABOUT_MERCH: readonly Ask[] = [
  ({ adjective }) => `Does it look as ${adjective} as in the pictures?`,
  ({ noun }) => `Will it survive the ${noun}?`,
  ({ noun, adjective }) => `Is the ${noun} printed or ${adjective}?`,
]

const ANSWERS = ['Yes.', 'No.', 'Not yet.', 'It depends.', 'Yes, since the last update.'] as const
