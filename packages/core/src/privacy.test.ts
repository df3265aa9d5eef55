import { describe, expect, it } from 'vitest'
import { foldName, isShown, searchKey } from './privacy.ts'

describe('isShown', () => {
  const agreed = { consented_at: new Date(0) }
  const silent = { consented_at: null }

  it('is for everybody where pages are open, and for those who agreed elsewhere', () => {
    expect(isShown('open', silent)).toBe(true)
    expect(isShown('open', agreed)).toBe(true)
    expect(isShown('consented', agreed)).toBe(true)
    expect(isShown('consented', silent)).toBe(false)
  })

  it('is never for players who were erased', () => {
    expect(isShown('open', undefined)).toBe(false)
    expect(isShown('consented', undefined)).toBe(false)
  })
})

describe('foldName', () => {
  it.each([
    ['Hazel#EUW', 'hazel#euw'],
    ['e\u0301', '\u00e9'],
    ['ﬁne', 'fine'],
    ['Ｆｕｌｌ', 'full'],
    ['ΣΊΓΜΑ', 'σίγμα'],
    ['한글', '한글'],
    ['😀', '😀'],
    ['a\u0001b\u007f', 'ab'],
    ['%_\\', '%_\\'],
  ])('takes %j as %j', (text, folded) => {
    expect(foldName(text)).toBe(folded)
  })

  it('is well-formed whatever it is given', () => {
    expect(foldName('\ud83d')).toBe('\ufffd')
    // The hundredth character would be half of an emoji.
    expect(foldName(`${'a'.repeat(99)}😀`).isWellFormed()).toBe(true)
  })

  it('is short whatever it is given', () => {
    expect(foldName('ﷺ'.repeat(1_000)).length).toBeLessThanOrEqual(100)
  })
})

describe('searchKey', () => {
  it('is of name and tag, and of nobody without a name', () => {
    expect(searchKey('Hazel', 'EUW')).toBe('hazel#euw')
    expect(searchKey('Hazel', null)).toBe('hazel#')
    expect(searchKey(null, 'EUW')).toBeNull()
  })
})
