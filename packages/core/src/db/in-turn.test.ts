import { describe, expect, it } from 'vitest'
import { inTurn } from './in-turn.ts'

describe('inTurn', () => {
  it('runs one after the other, in the order they came', async () => {
    const owner = {}
    const seen: string[] = []
    const work = (name: string) => async () => {
      seen.push(`${name} begins`)
      await Promise.resolve()
      seen.push(`${name} ends`)
      return name
    }
    const done = await Promise.all(['a', 'b', 'c'].map((name) => inTurn(owner, 'x', work(name))))
    expect(done).toEqual(['a', 'b', 'c'])
    expect(seen).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]))
  })

  it('goes on after a failure, which only its own caller sees', async () => {
    const owner = {}
    const failed = inTurn(owner, 'x', () => Promise.reject(new Error('fails')))
    const next = inTurn(owner, 'x', async () => 'next')
    await expect(failed).rejects.toThrow('fails')
    expect(await next).toBe('next')
  })

  it('keeps owners and names apart', async () => {
    const owner = {}
    const never = inTurn(owner, 'x', () => new Promise<never>(() => {}))
    expect(await inTurn(owner, 'y', async () => 'other name')).toBe('other name')
    expect(await inTurn({}, 'x', async () => 'other owner')).toBe('other owner')
    expect(never).toBeInstanceOf(Promise)
  })
})
