import { describe, expect, it } from 'vitest'
import { createPrng } from '../prng.ts'
import { type OpinionOptions, storeQuestions, storeReviews } from './opinions.ts'

const UNTIL = Date.UTC(2026, 0, 1)
const TWO_YEARS_MS = 730 * 86_400_000

const game: OpinionOptions = {
  ...{ name: 'Ember Tide', kind: 'game', category: 'RPG', quality: 0.7, until: UNTIL },
  count: 60,
}
const hoodie: OpinionOptions = {
  ...game,
  name: 'Ember Tide Hoodie',
  kind: 'merch',
  category: 'Apparel',
}

/** Of several products, because numbers differ from one to the next. */
const many = <T>(make: (label: number) => readonly T[]) =>
  Array.from({ length: 8 }, (_, index) => make(index)).flat()
const reviews = (options: OpinionOptions) =>
  many((label) => storeReviews(createPrng(`reviews ${label}`), options))
const questions = (options: OpinionOptions) =>
  many((label) => storeQuestions(createPrng(`questions ${label}`), options))

describe('reviews', () => {
  const some = reviews(game)

  it('say what their rating says', () => {
    expect(new Set(some.map(({ rating }) => rating))).toEqual(new Set([1, 2, 3, 4, 5]))
    const recommended = (rating: number) => {
      const all = some.filter((one) => one.rating === rating)
      return all.filter(({ recommend }) => recommend).length / all.length
    }
    expect(recommended(5)).toBeGreaterThan(0.9)
    expect(recommended(1)).toBeLessThan(0.2)
  })

  it('follow the quality of the product', () => {
    const mean = (quality: number) => {
      const all = reviews({ ...game, quality })
      return all.reduce((sum, { rating }) => sum + rating, 0) / all.length
    }
    expect(mean(0.9) - mean(0.2)).toBeGreaterThan(1)
  })

  it('are from a line to a page long', () => {
    const lengths = some.map(({ body }) => body.length)
    expect(Math.min(...lengths)).toBeLessThan(80)
    expect(Math.max(...lengths)).toBeGreaterThan(800)
    expect(Math.max(...lengths)).toBeLessThanOrEqual(10_000)
  })

  it('are of the last two years, of players that played for very different times', () => {
    for (const { createdAt, playtimeMinutes, verified } of some) {
      const age = UNTIL - Date.parse(createdAt)
      expect(age).toBeGreaterThanOrEqual(0)
      expect(age).toBeLessThanOrEqual(TWO_YEARS_MS)
      expect(playtimeMinutes === null).toBe(!verified)
    }
    const times = some.flatMap(({ playtimeMinutes }) => playtimeMinutes ?? [])
    expect(Math.max(...times) / Math.max(1, Math.min(...times))).toBeGreaterThan(50)
  })

  it('of merchandise have characteristics and photos instead', () => {
    const all = reviews(hoodie)
    expect(all.every(({ playtimeMinutes }) => playtimeMinutes === null)).toBe(true)
    expect(all.some(({ photos }) => photos.length > 0)).toBe(true)
    const named = new Set(all.flatMap((one) => one.characteristics.map(({ name }) => name)))
    expect(named).toEqual(new Set(['Fit', 'Comfort', 'Quality']))
    expect(some.flatMap(({ characteristics }) => characteristics)).toEqual([])
  })

  it('are answered by the developer now and then', () => {
    const answered = some.filter(({ response }) => response !== null).length / some.length
    expect(answered).toBeGreaterThan(0.01)
    expect(answered).toBeLessThan(0.3)
  })
})

describe('questions', () => {
  const some = questions(game)

  it('are not asked twice of one product', () => {
    for (let label = 0; label < 8; label += 1) {
      const bodies = storeQuestions(createPrng(`questions ${label}`), hoodie).map(
        ({ body }) => body,
      )
      expect(new Set(bodies).size).toBe(bodies.length)
    }
  })

  it('have answers, with badges, or none', () => {
    const answers = some.map((question) => question.answers)
    expect(answers.some((list) => list.length === 0)).toBe(true)
    expect(answers.some((list) => list.length > 2)).toBe(true)
    const badges = new Set(answers.flat().map(({ badge }) => badge))
    expect(badges).toEqual(new Set([null, 'seller', 'developer', 'staff']))
  })

  it('accept one answer at most, and none that is older than the question', () => {
    for (const { answers, createdAt } of some) {
      expect(answers.filter(({ accepted }) => accepted).length).toBeLessThanOrEqual(1)
      for (const answer of answers) {
        expect(Date.parse(answer.createdAt)).toBeGreaterThanOrEqual(Date.parse(createdAt) - 1)
      }
    }
  })
})
