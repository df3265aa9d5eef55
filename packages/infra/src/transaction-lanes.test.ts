import { describe, expect, it } from 'vitest'
import { createLanes } from './transaction-lanes.ts'

/** Work that goes on until it is told to end. */
function endless() {
  const end = Promise.withResolvers<string>()
  return { end, work: () => end.promise }
}

describe('createLanes', () => {
  it('begins so many at a time, the others in their order', async () => {
    const admit = createLanes({ atOnce: 2, waitMs: 60_000 })
    const begun: number[] = []
    const all = [0, 1, 2, 3].map(endless)
    const done = all.map(({ work }, index) =>
      admit(() => {
        begun.push(index)
        return work()
      }),
    )
    expect(begun).toEqual([0, 1])
    all[1]?.end.resolve('one')
    expect(await done[1]).toBe('one')
    await expect.poll(() => begun).toEqual([0, 1, 2])
    all[0]?.end.reject(new Error('fails'))
    await expect(done[0]).rejects.toThrow('fails')
    await expect.poll(() => begun).toEqual([0, 1, 2, 3])
    for (const { end } of all) end.resolve('done')
    expect(await Promise.all(done.slice(2))).toEqual(['done', 'done'])
  })

  it('does not begin what has waited too long, and goes on with those after it', async () => {
    const admit = createLanes({ atOnce: 1, waitMs: 20 })
    const { end, work } = endless()
    const first = admit(work)
    let hasBegun = false
    const late = admit(async () => {
      hasBegun = true
    })
    await expect(late).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    end.resolve('first')
    expect(await first).toBe('first')
    expect(await admit(async () => 'next')).toBe('next')
    expect(hasBegun).toBe(false)
  })
})
