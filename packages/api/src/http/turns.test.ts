import { describe, expect, it } from 'vitest'
import { createTurns } from './turns.ts'

function stage() {
  const turns = createTurns(2)
  const running: string[] = []
  const ends = new Map<string, () => void>()
  const start = (caller: string, name: string) =>
    turns(caller, async () => {
      running.push(name)
      await new Promise<void>((resolve) => ends.set(name, resolve))
      return name
    })
  const end = async (name: string, done: Promise<string>) => {
    ends.get(name)?.()
    expect(await done).toBe(name)
  }
  return { turns, running, start, end }
}

describe('createTurns', () => {
  it('runs so many of a caller at a time, the others in their order', async () => {
    const { running, start, end } = stage()
    const [first, second, third, fourth] = ['a', 'b', 'c', 'd'].map((name) =>
      start('account:1', name),
    )
    if (!first || !second || !third || !fourth) throw new Error('four were started')
    expect(running).toEqual(['a', 'b'])
    await end('b', second)
    expect(running).toEqual(['a', 'b', 'c'])
    await end('a', first)
    await end('c', third)
    await end('d', fourth)
    expect(running).toEqual(['a', 'b', 'c', 'd'])
  })

  it('has nobody wait for another caller', async () => {
    const { running, start, end } = stage()
    const mine = [start('account:1', 'a'), start('account:1', 'b'), start('account:1', 'c')]
    const others = start('account:2', 'd')
    expect(running).toEqual(['a', 'b', 'd'])
    await end('d', others)
    for (const [index, name] of ['a', 'b', 'c'].entries()) {
      await end(name, mine[index] ?? Promise.reject(new Error(name)))
    }
  })

  it('hands on the turn of work that failed', async () => {
    const { turns, running, start, end } = stage()
    const failing = [1, 2].map(() => turns('account:1', () => Promise.reject(new Error('no'))))
    const next = start('account:1', 'a')
    for (const one of failing) await expect(one).rejects.toThrow('no')
    await expect.poll(() => running).toEqual(['a'])
    await end('a', next)
  })
})
