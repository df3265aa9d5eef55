import { describe, expect, it } from 'vitest'
import { EMOJI, SUBJECT_KINDS } from '../community/contract.ts'
import { setReactionInput, setVoteInput } from './contract.ts'

const vote = (kind: string, value: unknown, id: unknown = 1) =>
  setVoteInput.safeParse({ subject: { kind, id }, value })

describe('a vote', () => {
  it.each(Object.keys(SUBJECT_KINDS))('may be for a %s, or taken back', (kind) => {
    expect(vote(kind, 1).success).toBe(true)
    expect(vote(kind, 0).success).toBe(true)
  })

  it.each([
    ['review', true],
    ['post', true],
    ['question', false],
    ['answer', false],
  ])('may be against a %s: %s', (kind, may) => {
    const { success, error } = vote(kind, -1)
    expect(success).toBe(may)
    if (!may) expect(error?.issues[0]?.path).toEqual(['value'])
  })

  it.each([
    ['product', 1, 1],
    ['__proto__', 1, 1],
    ['post', 2, 1],
    ['post', '1', 1],
    ['post', null, 1],
    ['post', 1, 0],
    ['post', 1, 2 ** 31],
  ])('is none of %j, %j, %j', (kind, value, id) => {
    expect(vote(kind, value, id).success).toBe(false)
  })
})

describe('a reaction', () => {
  const reaction = (over: object) =>
    setReactionInput.safeParse({ subject: { kind: 'post', id: 1 }, emoji: '🔥', ...over })

  it('is one of a list, and on unless it is taken back', () => {
    for (const emoji of EMOJI) expect(reaction({ emoji }).data?.on).toBe(true)
    expect(reaction({ on: false }).data?.on).toBe(false)
  })

  it.each(['', '❤️', '🔥🔥', '👍🏽', 'fire', null, 1])('cannot be %j', (emoji) => {
    expect(reaction({ emoji }).success).toBe(false)
  })

  it('is to what can be reacted to', () => {
    for (const subject of [{ kind: 'review', id: 1 }, { kind: 'post', id: 0 }, null]) {
      expect(reaction({ subject }).success).toBe(false)
    }
  })

  it('has emoji of one character each, which nothing about how it is drawn can change', () => {
    for (const emoji of EMOJI) expect([...emoji]).toHaveLength(1)
    expect(new Set(EMOJI).size).toBe(EMOJI.length)
  })
})
