import { describe, expect, it } from 'vitest'
import { assertInputDepth, MAX_INPUT_DEPTH } from './input-depth.ts'

function nested(depth: number): unknown {
  return JSON.parse(`${'['.repeat(depth)}${']'.repeat(depth)}`)
}

describe('assertInputDepth', () => {
  it.each([undefined, null, 'text', 1, {}, { a: [{ b: { c: [1, 2] } }] }])('takes %j', (input) => {
    expect(() => assertInputDepth(input)).not.toThrow()
  })

  it('takes the deepest that is allowed and nothing deeper', () => {
    expect(() => assertInputDepth(nested(MAX_INPUT_DEPTH))).not.toThrow()
    expect(() => assertInputDepth(nested(MAX_INPUT_DEPTH + 2))).toThrow('not valid')
  })

  it('does not run out of stack itself', () => {
    expect(() => assertInputDepth(nested(200_000))).toThrow('not valid')
  })
})
