import { describe, expect, it } from 'vitest'
import { dueBoards } from './due-boards.ts'
import type { BoardState } from './refresh-queries.ts'

const NOW = new Date('2026-03-01T12:00:00Z')

function board(facts: Partial<BoardState> & { readonly ageMs?: number }): BoardState {
  const { ageMs = 60_000, ...rest } = facts
  return {
    queue_key: 1,
    act_key: -1,
    source: 'new',
    madeOf: 'old',
    madeAt: new Date(NOW.getTime() - ageMs),
    tookMs: 100,
    ...rest,
  }
}

const isDue = (state: BoardState) => dueBoards([state], NOW).length === 1

describe('dueBoards', () => {
  it('makes a board at once that was never made', () => {
    expect(isDue(board({ madeOf: null, madeAt: null, tookMs: null }))).toBe(true)
  })

  it('leaves a board alone whose numbers have not changed', () => {
    expect(isDue(board({ madeOf: 'new', ageMs: 23 * 3_600_000 }))).toBe(false)
  })

  it('pauses half a minute between editions of a small board', () => {
    expect(isDue(board({ ageMs: 29_999 }))).toBe(false)
    expect(isDue(board({ ageMs: 30_000 }))).toBe(true)
  })

  it('pauses twenty times what a large board takes', () => {
    expect(isDue(board({ tookMs: 6_000, ageMs: 119_999 }))).toBe(false)
    expect(isDue(board({ tookMs: 6_000, ageMs: 120_000 }))).toBe(true)
  })

  it('makes every board anew after a day, for what its source cannot tell', () => {
    expect(isDue(board({ madeOf: 'new', ageMs: 24 * 3_600_000 }))).toBe(true)
  })

  it('keeps the order it was given, in which those come first that waited longest', () => {
    const states = [board({ queue_key: 3 }), board({ queue_key: 1 }), board({ queue_key: 2 })]
    expect(dueBoards(states, NOW).map(({ queue_key }) => queue_key)).toEqual([3, 1, 2])
  })
})
