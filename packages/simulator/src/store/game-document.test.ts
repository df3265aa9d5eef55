import { storeDocumentSchema } from '@loadout/core/catalog'
import { describe, expect, it } from 'vitest'
import { createPrng } from '../prng.ts'
import { gameDocument, SOURCE } from './game-document.ts'

const companies = { developers: ['One', 'Two', 'Three'], publishers: ['Big'] }
const made = Array.from({ length: 150 }, (_, index) => {
  const options = {
    key: `game-${index}`,
    name: `Game ${index}`,
    companies,
    until: Date.UTC(2026, 0, 1),
  }
  const { draft, document } = gameDocument(createPrng(String(index)), options)
  return { draft, document: storeDocumentSchema.parse(document) }
})
const documents = made.map(({ document }) => document)

describe('a game', () => {
  it('is known by its key and described in paragraphs that name it', () => {
    for (const { source, name, description, tagline } of documents) {
      expect(source).toEqual({ source: SOURCE, key: name.toLowerCase().replace(' ', '-') })
      expect(description.startsWith(name)).toBe(true)
      expect(tagline).not.toBe('')
    }
    const paragraphs = documents.map(({ description }) => description.split('\n\n').length)
    expect(new Set(paragraphs).size).toBeGreaterThan(2)
  })

  it('has a category that is one of its genres, and tags that differ', () => {
    for (const { category, genres, tags } of documents) {
      expect(genres[0]).toBe(category)
      expect(tags.length).toBeGreaterThanOrEqual(3)
    }
  })

  it('is published by its developer, or by somebody larger', () => {
    const pairs = documents.map(({ game }) => game.companies.map(({ name }) => name))
    const own = pairs.filter(([developer, publisher]) => developer === publisher)
    expect(own.length / pairs.length).toBeGreaterThan(0.35)
    expect(own.length / pairs.length).toBeLessThan(0.8)
  })

  it('shows a cover, screenshots, and mostly a trailer', () => {
    for (const { media } of documents) {
      expect(media.filter(({ kind }) => kind === 'image')).toHaveLength(1)
      expect(media.filter(({ kind }) => kind === 'screenshot').length).toBeGreaterThanOrEqual(4)
      expect(new Set(media.map(({ url }) => url)).size).toBe(media.length)
    }
    const trailers = documents.filter(({ media }) => media.some(({ kind }) => kind === 'trailer'))
    expect(trailers.length).toBeGreaterThan(80)
  })

  it('is as good as chance has it, within bounds', () => {
    const qualities = made.map(({ draft }) => draft.quality)
    expect(Math.min(...qualities)).toBeGreaterThanOrEqual(0)
    expect(Math.max(...qualities)).toBeLessThanOrEqual(1)
    expect(Math.max(...qualities) - Math.min(...qualities)).toBeGreaterThan(0.5)
  })
})
