import { type StoreDocument, storeDocumentSchema } from '@loadout/core/catalog'
import { describe, expect, it } from 'vitest'
import { createPrng } from '../prng.ts'
import { gameDetail } from './game-detail.ts'
import { gameDocument } from './game-document.ts'
import { COMPUTERS, LANGUAGES, OUTLETS } from './words.ts'

const UNTIL = Date.UTC(2026, 0, 1)

function game(seed: number): StoreDocument {
  const companies = { developers: ['Studio'], publishers: ['Publisher'] }
  const options = { key: `game-${seed}`, name: 'Ember Tide', companies, until: UNTIL }
  return storeDocumentSchema.parse(gameDocument(createPrng(String(seed)), options).document)
}

const games = Array.from({ length: 150 }, (_, seed) => game(seed))
const details = games.map((document) => document.game)

describe('the detail of a game', () => {
  it('is released on every platform it runs on, on the first one first', () => {
    for (const { platforms, game: detail } of games) {
      expect(new Set(detail.releases.map(({ platform }) => platform))).toEqual(new Set(platforms))
    }
    const days = games.map(({ game: detail }) => detail.releases.map(({ date }) => date ?? ''))
    const whole = days.filter((dates) => dates.length > 1 && dates.every((d) => d.length === 10))
    expect(whole.length).toBeGreaterThan(10)
    for (const [first = '', ...later] of whole) {
      for (const date of later) expect(date >= first).toBe(true)
    }
  })

  it('is mostly out, and partly not yet', () => {
    const today = new Date(UNTIL).toISOString().slice(0, 10)
    const first = details.flatMap(({ releases: [release] }) => release?.date ?? [])
    const toCome = first.filter((date) => date > today)
    expect(toCome.length).toBeGreaterThan(0)
    expect(toCome.length).toBeLessThan(first.length / 3)
  })

  it('has requirements for computers only, and names what they are for', () => {
    for (const { platforms, game: detail } of games) {
      const computers = platforms.filter((platform) => COMPUTERS.includes(platform))
      expect(detail.requirements.map(({ os }) => os)).toEqual(computers)
    }
    const names = details.flatMap(({ requirements }) =>
      requirements.flatMap(({ minimum }) => minimum.map(({ name }) => name)),
    )
    expect(new Set(names)).toEqual(
      new Set(['System', 'Processor', 'Memory', 'Graphics', 'Storage']),
    )
  })

  it('is spoken in one language at least, each once', () => {
    for (const { languages } of details) {
      expect(languages[0]).toMatchObject({ interface: true, audio: true, subtitles: true })
      const names = languages.map(({ name }) => name)
      expect(new Set(names).size).toBe(names.length)
      for (const name of names) expect(LANGUAGES).toContain(name)
    }
  })

  it('is reviewed once by an outlet, around its quality', () => {
    for (const { criticReviews } of details) {
      const outlets = criticReviews.map(({ outlet }) => outlet)
      expect(new Set(outlets).size).toBe(outlets.length)
      for (const outlet of outlets) expect(OUTLETS).toContain(outlet)
    }
    const scores = details.flatMap(({ criticReviews }) => criticReviews.map(({ score }) => score))
    expect(scores).toContain(null)
    const given = scores.filter((score) => score !== null)
    expect(Math.max(...given) - Math.min(...given)).toBeGreaterThan(30)
  })

  it('has a name in Japan now and then', () => {
    const titles = details.flatMap((detail) => detail.titles)
    expect(titles.length).toBeGreaterThan(3)
    expect(titles.length).toBeLessThan(40)
    for (const { title } of titles) expect(title).toMatch(/^[\p{Script=Katakana}ー]+$/u)
  })

  it('rates no small child’s game for violence', () => {
    for (const { ageRatings } of details) {
      const pegi = ageRatings.find(({ board }) => board === 'PEGI')
      if (pegi?.rating === '3') expect(pegi.descriptors).toEqual([])
      const descriptors = ageRatings.map((rating) => rating.descriptors.join())
      expect(new Set(descriptors).size).toBeLessThanOrEqual(1)
    }
  })

  it('has no critics and achievements of its own when it hangs on another game', () => {
    const companies = { developers: ['Studio'], publishers: ['Publisher'] }
    const options = { key: 'game-1', name: 'Ember Tide', companies, until: UNTIL }
    const { draft } = gameDocument(createPrng('small'), options)
    expect(gameDetail(draft, true)).toMatchObject({ criticReviews: [], achievements: [] })
  })
})
