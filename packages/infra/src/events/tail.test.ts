import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { toEntryId, toEventId, toPosition } from './position.ts'
import { createTail } from './tail.ts'

const at = (seq: number, epoch = 1) => ({ epoch, seq })

describe('a tail', () => {
  it('says what came after a place', () => {
    const tail = createTail(at(4), 10)
    for (const seq of [5, 6, 7]) expect(tail.push(at(seq))).toBe(true)
    expect(tail.since(at(5))).toEqual([at(6), at(7)])
    expect(tail.since(at(7))).toEqual([])
    expect(tail.end).toEqual(at(7))
  })

  it('knows nothing of what came before it, of what is to come, or of another epoch', () => {
    const tail = createTail(at(4), 10)
    tail.push(at(5))
    expect(tail.since(at(3))).toBeNull()
    expect(tail.since(at(6))).toBeNull()
    expect(tail.since(at(5, 2))).toBeNull()
    expect(tail.since(at(4))).toEqual([at(5)])
  })

  it.each([at(7), at(5), at(4), at(6, 2), at(1, 2)])('takes no %j after 5', (entry) => {
    const tail = createTail(at(4), 10)
    tail.push(at(5))
    expect(tail.push(entry)).toBe(false)
    expect(tail.end).toEqual(at(5))
  })

  const sizes = fc.record({
    count: fc.nat(50),
    most: fc.integer({ min: 1, max: 8 }),
    back: fc.nat(60),
  })

  /** What came after the place that is `back` behind the end, of `count` events. */
  function sinceOf({ count, most, back }: { count: number; most: number; back: number }) {
    const tail = createTail(at(0), most)
    for (let seq = 1; seq <= count; seq += 1) tail.push(at(seq))
    return tail.since(at(count - back))
  }

  it('holds the last ones at least', () => {
    fc.assert(
      fc.property(sizes, ({ count, most, back: any }) => {
        const back = any % (Math.min(count, most) + 1)
        const last = Array.from({ length: back }, (_, n) => at(count - back + n + 1))
        expect(sinceOf({ count, most, back })).toEqual(last)
      }),
    )
  })

  it('never holds twice as many', () => {
    fc.assert(
      fc.property(sizes, ({ count, most, back }) => {
        fc.pre(back >= 2 * most || back > count)
        expect(sinceOf({ count, most, back })).toBeNull()
      }),
    )
  })
})

describe('a position', () => {
  it('is written as Redis has it, and as callers do', () => {
    const position = { epoch: 1_795_919_116_666, seq: 12 }
    expect(toEntryId(position)).toBe('1795919116666-12')
    expect(toEventId(position)).toBe('1795919116666.12')
    expect(toPosition('1795919116666-12')).toEqual(position)
    expect(toPosition('1795919116666.12')).toEqual(position)
  })
})
