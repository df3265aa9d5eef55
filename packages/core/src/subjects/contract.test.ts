import { describe, expect, it } from 'vitest'
import { PUBLIC_KINDS, publicSubject, TYPED_KINDS, typedSubject } from './contract.ts'

describe('a subject', () => {
  it('has a schema for each kind there is', () => {
    const kinds = typedSubject.options.map(({ shape }) => shape.kind.value)
    expect(kinds.toSorted()).toEqual([...TYPED_KINDS].toSorted())
    const open = publicSubject.options.map(({ shape }) => shape.kind.value)
    expect(open.toSorted()).toEqual([...PUBLIC_KINDS].toSorted())
  })

  it('is named as its own domain names it', () => {
    const id = '5A0B1C2D-0000-4000-8000-000000000001'
    expect(typedSubject.parse({ kind: 'match', id })).toEqual({
      kind: 'match',
      id: id.toLowerCase(),
    })
    expect(typedSubject.parse({ kind: 'agent', id: 'KAY/O' }).id).toBe('kay/o')
    expect(typedSubject.parse({ kind: 'player', id: 'Kim#EUW' }).id).toBe('Kim#EUW')
    for (const kind of ['post', 'product', 'review'] as const) {
      expect(typedSubject.parse({ kind, id: 7 })).toEqual({ kind, id: 7 })
      expect(typedSubject.safeParse({ kind, id: '7' }).success).toBe(false)
    }
  })

  it.each([0, -1, 1.5, 2 ** 31, Number.NaN, null])('has no row with the id %s', (id) => {
    expect(typedSubject.safeParse({ kind: 'post', id }).success).toBe(false)
  })
})
