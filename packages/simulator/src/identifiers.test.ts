import { describe, expect, it } from 'vitest'
import { ENCRYPTED_ID_LENGTH, randomEncryptedId, randomUuid } from './identifiers.ts'
import { pseudonym, tagLine } from './names.ts'
import { createPrng } from './prng.ts'

const many = (create: () => string) => Array.from({ length: 2_000 }, create)

describe('identifiers', () => {
  it('makes distinct version-4 uuids in lower case', () => {
    const prng = createPrng('uuid')
    const ids = many(() => randomUuid(prng))
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
  })

  it('makes distinct encrypted ids: base64url of 58 bytes', () => {
    const prng = createPrng('puuid')
    const ids = many(() => randomEncryptedId(prng))
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) {
      expect(id).toHaveLength(ENCRYPTED_ID_LENGTH)
      const bytes = Buffer.from(id, 'base64url')
      expect(bytes).toHaveLength(58)
      expect(bytes.toString('base64url')).toBe(id)
    }
  })

  it('uses the whole alphabet at every position', () => {
    const prng = createPrng('alphabet')
    const ids = many(() => randomEncryptedId(prng))
    for (const position of [0, 1, 4, 5, 40, 76]) {
      expect(new Set(ids.map((id) => id[position])).size).toBe(64)
    }
  })
})

describe('names', () => {
  it('are short, printable and varied', () => {
    const prng = createPrng('names')
    const names = many(() => pseudonym(prng))
    expect(new Set(names).size).toBeGreaterThan(1_500)
    for (const name of names) expect(name).toMatch(/^[a-z]+ [a-z]+( \d{1,2})?$/)
  })

  it('have tags of three to five characters', () => {
    const prng = createPrng('tags')
    for (const tag of many(() => tagLine(prng))) expect(tag).toMatch(/^[0-9A-Za-z]{3,5}$/)
  })
})
