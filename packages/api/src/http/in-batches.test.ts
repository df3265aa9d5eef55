import { describe, expect, it } from 'vitest'
import { inBatches } from './in-batches.ts'

describe('inBatches', () => {
  function doubling() {
    const batches: (readonly number[])[] = []
    const ask = inBatches(async (keys: readonly number[]) => {
      batches.push(keys)
      await new Promise(setImmediate)
      if (keys.includes(13)) throw new Error('unlucky')
      return keys.map((key) => (key === 0 ? undefined : 2 * key))
    })
    return { batches, ask }
  }

  it('asks once for all of one turn, and answers each its own', async () => {
    const { batches, ask } = doubling()
    expect(await Promise.all([ask(1), ask(2), ask(1), ask(0)])).toEqual([2, 4, 2, undefined])
    expect(batches).toEqual([[1, 2, 1, 0]])
  })

  it('takes those with it that come before the turn is over', async () => {
    const { batches, ask } = doubling()
    const first = ask(1)
    await Promise.resolve()
    expect(await Promise.all([first, ask(2)])).toEqual([2, 4])
    expect(batches).toEqual([[1, 2]])
  })

  it('lets nobody wait for an answer that is on its way to others', async () => {
    const { batches, ask } = doubling()
    const first = ask(1)
    await new Promise(setImmediate)
    expect(await Promise.all([first, ask(2)])).toEqual([2, 4])
    expect(batches).toEqual([[1], [2]])
  })

  it('takes those together who come while two loads are under way', async () => {
    const letGo: (() => void)[] = []
    const batches: (readonly number[])[] = []
    const ask = inBatches(async (keys: readonly number[]) => {
      batches.push(keys)
      await new Promise<void>((resolve) => letGo.push(resolve))
      return keys
    })
    const answers: Promise<number>[] = []
    for (let key = 1; key <= 6; key += 1) {
      answers.push(ask(key))
      await new Promise(setImmediate)
    }
    expect(batches).toEqual([[1], [2]])
    letGo[1]?.()
    expect(await answers[1]).toBe(2)
    expect(batches).toEqual([[1], [2], [3, 4, 5, 6]])
    letGo[0]?.()
    letGo[2]?.()
    expect(await Promise.all(answers)).toEqual([1, 2, 3, 4, 5, 6])
  })

  it('fails all of a batch and none of the next', async () => {
    const { ask } = doubling()
    const both = await Promise.allSettled([ask(1), ask(13)])
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await ask(1)).toBe(2)
  })
})
