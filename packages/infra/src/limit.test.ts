import { describe, expect, it } from 'vitest'
import { createLimit } from './limit.ts'

/** A task that notes its start and ends when told. */
function tasks() {
  const started: number[] = []
  const ends = Array.from({ length: 5 }, () => Promise.withResolvers<number>())
  return {
    started,
    run: (index: number) => () => {
      started.push(index)
      return ends[index]?.promise ?? Promise.resolve(index)
    },
    end: (index: number) => ends[index]?.resolve(index),
    fail: (index: number) => ends[index]?.reject(new Error(`task ${index}`)),
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve))

describe('createLimit', () => {
  it('starts what has room and the rest in order as places come free', async () => {
    const { started, run, end } = tasks()
    const limit = createLimit(2)
    const all = Promise.all([0, 1, 2, 3].map((index) => limit(run(index))))
    expect(started).toEqual([0, 1])
    end(1)
    await turn()
    expect(started).toEqual([0, 1, 2])
    end(0)
    await turn()
    expect(started).toEqual([0, 1, 2, 3])
    end(2)
    end(3)
    expect(await all).toEqual([0, 1, 2, 3])
  })

  it('gives the place of a task that failed to the next', async () => {
    const { started, run, end, fail } = tasks()
    const limit = createLimit(1)
    const first = limit(run(0))
    const second = limit(run(1))
    fail(0)
    await expect(first).rejects.toThrow('task 0')
    await turn()
    expect(started).toEqual([0, 1])
    end(1)
    expect(await second).toBe(1)
  })

  it('is as wide as before once it was idle', async () => {
    const { started, run, end } = tasks()
    const limit = createLimit(1)
    const first = limit(run(0))
    end(0)
    await first
    const second = limit(run(1))
    const third = limit(run(2))
    await turn()
    expect(started).toEqual([0, 1])
    end(1)
    end(2)
    expect(await Promise.all([second, third])).toEqual([1, 2])
  })
})
