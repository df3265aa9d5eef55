import { createPrng } from '@loadout/simulator'
import { describe, expect, it } from 'vitest'
import { ATELIER_FILES, type AtelierFileName } from './atelier-files.ts'
import { spoil } from './dirt.ts'
import { CODES, DIRT_KINDS, type DirtKind, isBreaking } from './dirt-kinds.ts'

function spoilt(name: AtelierFileName, kind: DirtKind, cells: readonly string[]): string[] {
  const result = [...cells]
  spoil(result, kind, { file: ATELIER_FILES[name], prng: createPrng(kind), previous })
  return result
}

const previous = ['4', '1', '2', '1']
const product = ['1', '"Camo Onesie"', '"Blend in"', '"High energy"', '"Jackets"', '140']
const photo = ['7', '3', '"https://images.example.com/a"', '"https://images.example.com/b"']
const link = ['5', '8', '9']

describe('spoil', () => {
  it('puts a huge price where the price stands', () => {
    expect(spoilt('product', 'hugePrice', product).at(-1)).toBe('500000000')
  })

  it('takes the closing quote away, or opens one that is never closed', () => {
    expect(spoilt('product', 'brokenQuotes', product)[2]).toBe('"Blend in')
    const answer = ['1', '2', 'https://images.example.com/a']
    expect(spoilt('answers_photos', 'brokenQuotes', answer)[2]).toBe(
      '"https://images.example.com/a',
    )
  })

  it('makes a row short', () => {
    expect(spoilt('product', 'shortRow', product)).toEqual(product.slice(0, -1))
  })

  it('links to nothing, to itself and to somebody unknown', () => {
    expect(spoilt('related', 'zeroLink', link)).toEqual(['5', '8', '0'])
    expect(spoilt('related', 'selfLink', link)).toEqual(['5', '8', '8'])
    expect(Number(spoilt('related', 'unknownParent', link)[1])).toBeGreaterThan(11_400_000)
    expect(Number(spoilt('cart', 'unknownParent', ['1', '4', '2', '1'])[2])).toBeGreaterThan(1e7)
  })

  it('puts a value of the list in', () => {
    const [column, ...values] = ATELIER_FILES.product.bad
    expect(values).toContain(spoilt('product', 'badValue', product)[column])
  })

  it('only adds stray characters: what was there stays readable', () => {
    for (let seed = 0; seed < 200; seed += 1) {
      const cells = [...photo]
      spoil(cells, 'stray', {
        ...{ file: ATELIER_FILES.photos, prng: createPrng(String(seed)), previous },
      })
      const strip = (cell = '') => cell.replaceAll(/[\\|"]/g, '')
      expect(cells).not.toEqual(photo)
      expect(cells.map(strip)).toEqual(photo.map(strip))
    }
  })

  it('breaks the line of a text, which then stands in quotes', () => {
    expect(spoilt('product', 'multiLine', product)[3]).toBe('"High\nenergy"')
    const question = ['1', '2', 'Can I wash it?', '0', 'a', 'b', '0', '0']
    expect(spoilt('questions', 'multiLine', question)[2]).toBe('"Can\nI wash it?"')
    expect(spoilt('product', 'multiLine', ['1', '"x"', 'null', 'null'])[3]).toBe('null')
  })

  it('repeats what the row before says', () => {
    expect(spoilt('related', 'repeatedPair', link)).toEqual(['5', '1', '2'])
    expect(spoilt('cart', 'repeatedLine', ['9', '77', '8', '0'])).toEqual(['9', '1', '2', 'true'])
  })

  it('leaves alone what is nothing', () => {
    const bare = ['7', '3', '"https://images.example.com/a"', 'null']
    for (let seed = 0; seed < 50; seed += 1) {
      const cells = [...bare]
      const prng = createPrng(String(seed))
      spoil(cells, 'stray', { file: ATELIER_FILES.photos, prng, previous })
      expect(cells[3]).toBe('null')
    }
  })

  it.each(['outOfOrder', 'duplicateId', 'secondChance'] as const)(
    'leaves a row as it is for %s, which concerns others',
    (kind) => expect(spoilt('related', kind, link)).toEqual(link),
  )
})

describe('isBreaking', () => {
  it('says of every kind whether its row is quarantined', () => {
    expect(DIRT_KINDS.filter(isBreaking).toSorted()).toEqual(Object.keys(CODES).toSorted())
  })
})
