import { describe, expect, it } from 'vitest'
import { correctByName, nearestWord } from './near-words.ts'

const NAMES = ['the witcher 3 wild hunt', 'the witcher adventure game', 'witch it', 'portal 2']

describe('correctByName', () => {
  it.each([
    ['witcer', 'witcher'],
    ['wicther wild hunt', 'witcher wild hunt'],
    ['teh witcher 3', 'the witcher 3'],
    ['the wticher gmae', 'the witcher game'],
    ['protal 2', 'portal 2'],
    ['witchit', 'witch it'],
  ])('reads %s as %s', (query, meant) => {
    expect(correctByName(query.split(' '), NAMES)?.join(' ')).toBe(meant)
  })

  it('is silent when the words are those of a name, in any order', () => {
    expect(correctByName(['hunt', 'witcher'], NAMES)).toBeNull()
  })

  it('takes no number for another, and no short word for another', () => {
    expect(correctByName(['portal', '3'], ['portal 2'])).toBeNull()
    expect(correctByName(['witch', 'at'], ['witch it'])).toBeNull()
  })

  it('needs every word to be near', () => {
    expect(correctByName(['witcer', 'minecraft'], NAMES)).toBeNull()
    expect(correctByName(['witcer'], [])).toBeNull()
  })

  it('takes the name with the fewest wrong letters, the earlier of equals', () => {
    expect(correctByName(['mortel'], ['portal', 'mortal'])).toEqual(['mortal'])
    expect(correctByName(['bortal'], ['portal', 'mortal'])).toEqual(['portal'])
  })
})

describe('nearestWord', () => {
  it('takes the fewest letters, then the more frequent word, then the alphabet', () => {
    expect(nearestWord('stars', ['stare', 'stars'])).toEqual({
      word: 'stars',
      edits: 0,
      count: 1,
    })
    expect(nearestWord('bortal', ['portal', 'mortal', 'portal'])?.word).toBe('portal')
    expect(nearestWord('bortal', ['portal', 'mortal'])?.word).toBe('mortal')
  })

  it('is null when none is near enough', () => {
    expect(nearestWord('witcher', ['wizard', 'witty'])).toBeNull()
    expect(nearestWord('4', ['3', '5'])).toBeNull()
  })
})
