import { describe, expect, it } from 'vitest'
import { refuseHeld } from './held-stock.ts'

const sku = (id: number) => ({ id, size: `${id}` })
const PRESENT = [
  { id: 1, product_id: 9, name: 'Black', skus: [sku(11), sku(12)] },
  { id: 2, product_id: 9, name: 'White', skus: [sku(21)] },
]
const RESERVED = new Map([
  [11, 0],
  [12, 3],
  [21, 1],
])

const style = (id: number | null, ...skus: readonly (number | null)[]) => ({
  id,
  skus: skus.map((one) => ({ id: one })),
})

describe('refuseHeld', () => {
  it('has nothing against a document that keeps what is reserved', () => {
    expect(refuseHeld([style(1, 12), style(2, 21)], PRESENT, RESERVED)).toBeNull()
    expect(
      refuseHeld([style(null, null), style(1, 12), style(2, 21)], PRESENT, RESERVED),
    ).toBeNull()
  })

  it('points at the style whose stock item is left out, by its place in the document', () => {
    const kept = [style(null, null), style(2, 21), style(1, 11)]
    expect(refuseHeld(kept, PRESENT, RESERVED)).toEqual({
      code: 'CONFLICT',
      field: {
        pointer: '/styles/2/skus',
        message: 'leaves out stock item 12, of which 3 are reserved',
      },
    })
  })

  it('points at the styles when the whole style is left out', () => {
    expect(refuseHeld([style(1, 11, 12)], PRESENT, RESERVED)?.field.pointer).toBe('/styles')
    expect(refuseHeld([], PRESENT, RESERVED)?.field.pointer).toBe('/styles')
  })

  it('lets go of what nobody has reserved', () => {
    const free = new Map([...RESERVED.keys()].map((id) => [id, 0]))
    expect(refuseHeld([], PRESENT, free)).toBeNull()
    expect(refuseHeld([], [], RESERVED)).toBeNull()
  })
})
