import { describe, expect, it } from 'vitest'
import { onceIn } from './once-in.ts'

describe('onceIn', () => {
  it('passes the same error on once in a while, and others at once', () => {
    let now = 0
    const passed: string[] = []
    const hear = onceIn(
      1_000,
      ({ message }) => passed.push(message),
      () => now,
    )
    for (const message of ['full', 'full', 'gone', 'full']) hear(new Error(message))
    expect(passed).toEqual(['full', 'gone'])
    now = 999
    hear(new Error('full'))
    expect(passed).toHaveLength(2)
    now = 1_000
    for (const message of ['full', 'full']) hear(new Error(message))
    expect(passed).toEqual(['full', 'gone', 'full'])
  })
})
