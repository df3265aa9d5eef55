import { describe, expect, it } from 'vitest'
import { commentListInput, createCommentInput, voteCommentInput } from './contract.ts'

const here = { kind: 'post', id: 1 }
/** Where an input is wrong; null when it is not. */
const wrongAt = (schema: typeof createCommentInput | typeof commentListInput, input: object) =>
  schema.safeParse(input).error?.issues.map(({ path }) => path.join('/')) ?? null

describe('the words of a comment', () => {
  const body = (text: string) => createCommentInput.safeParse({ subject: here, body: text })

  it('are trimmed and without control characters; markup stays as it was written', () => {
    expect(body(' a\u0007b\n<b> ').data?.body).toBe('ab\n<b>')
    for (const text of ['half \ud800', 'a\0b']) expect(body(text).success).toBe(false)
  })

  it('are some, and not too many', () => {
    expect(wrongAt(createCommentInput, { subject: here, body: ' \u0000 ' })).toEqual(['body'])
    expect(body('x'.repeat(4_000)).success).toBe(true)
    expect(body('x'.repeat(4_001)).success).toBe(false)
  })
})

describe('a list', () => {
  it('is of what begins threads, the newest first, without replies, unless told', () => {
    expect(commentListInput.parse({ subject: here })).toEqual({
      ...{ subject: here, sort: 'new', withReplies: 0, limit: 20 },
    })
  })

  it.each([
    [{ withReplies: 6 }, 'withReplies'],
    [{ withReplies: -1 }, 'withReplies'],
    [{ limit: 0 }, 'limit'],
    [{ sort: 'hot' }, 'sort'],
    [{ parentId: 0 }, 'parentId'],
    [{ cursor: '' }, 'cursor'],
    [{ cursor: 'x'.repeat(513) }, 'cursor'],
  ])('of %j is none', (over, field) => {
    expect(wrongAt(commentListInput, { subject: here, ...over })).toEqual([field])
  })
})

describe('a vote', () => {
  it('is for, against or neither', () => {
    const votes = [-2, -1, 0, 1, 2, 0.5].filter(
      (value) => voteCommentInput.safeParse({ commentId: 1, value }).success,
    )
    expect(votes).toEqual([-1, 0, 1])
  })
})
