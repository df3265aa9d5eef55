import { describe, expect, it } from 'vitest'
import { createSightings, LOOK_EVERY_MS } from './sightings.ts'

/** A clock to turn and a source to change. */
function setUp(maxStaleMs = 1_000) {
  const time = { ms: 0 }
  const source = { name: 'source', state: 'r1', revision: async () => source.state }
  return { time, source, sightings: createSightings(maxStaleMs, () => time.ms) }
}

describe('createSightings', () => {
  it('knows nothing before the first look', () => {
    const { sightings } = setUp()
    expect(sightings.present).toBeUndefined()
    expect(sightings.isRecent('r1')).toBe(false)
  })

  it('calls a revision recent until maxStaleMs after it was last seen', async () => {
    const { time, source, sightings } = setUp()
    await sightings.look(source)
    time.ms = 600
    await sightings.look(source)
    source.state = 'r2'
    time.ms = 700
    expect(await sightings.look(source)).toBe('r2')
    expect(sightings.present).toBe('r2')
    time.ms = 1_600
    expect([sightings.isRecent('r1'), sightings.isRecent('r2')]).toEqual([true, true])
    time.ms = 1_601
    expect([sightings.isRecent('r1'), sightings.isRecent('r2')]).toEqual([false, true])
  })

  it('counts from when a look began, however long it took', async () => {
    const { time, sightings } = setUp()
    const answer = Promise.withResolvers<string>()
    const look = sightings.look({ name: 'slow', revision: () => answer.promise })
    time.ms = 1_001
    answer.resolve('r1')
    expect(await look).toBe('r1')
    expect(sightings.isRecent('r1')).toBe(false)
  })

  it('does not take a look that was overtaken for the present', async () => {
    const { time, source, sightings } = setUp()
    const answer = Promise.withResolvers<string>()
    const slow = sightings.look({ name: 'slow', revision: () => answer.promise })
    source.state = 'r2'
    time.ms = 10
    await sightings.look(source)
    answer.resolve('r1')
    await slow
    expect(sightings.present).toBe('r2')
    expect(sightings.isRecent('r1')).toBe(true)
  })

  it('remembers a revision that comes back', async () => {
    const { time, source, sightings } = setUp()
    for (const [ms, state] of [
      [0, 'r1'],
      [100, 'r2'],
      [200, 'r1'],
    ] as const) {
      time.ms = ms
      source.state = state
      await sightings.look(source)
    }
    time.ms = 1_200
    expect([sightings.isRecent('r1'), sightings.isRecent('r2')]).toEqual([true, false])
  })

  it('asks one caller at a time to look', () => {
    const { time, sightings } = setUp()
    expect([sightings.claimLook(), sightings.claimLook()]).toEqual([true, false])
    time.ms = LOOK_EVERY_MS - 1
    expect(sightings.claimLook()).toBe(false)
    time.ms = LOOK_EVERY_MS
    expect([sightings.claimLook(), sightings.claimLook()]).toEqual([true, false])
  })

  it('is blind for a failed look, not for good', async () => {
    const { source, sightings } = setUp()
    const down = { name: 'down', revision: () => Promise.reject(new Error('down')) }
    await expect(sightings.look(down)).rejects.toThrow('down')
    expect(sightings.present).toBeUndefined()
    await sightings.look(source)
    expect(sightings.isRecent('r1')).toBe(true)
  })
})
