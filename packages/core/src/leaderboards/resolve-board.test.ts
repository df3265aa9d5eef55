import { describe, expect, it } from 'vitest'
import type { Dimensions } from '../stats/index.ts'
import { ALL } from './boards.ts'
import { resolveScope } from './resolve-board.ts'

const KEYS: Readonly<Record<string, number>> = {
  'queue competitive': 4,
  'act e10a4': 50,
  'region eu': 90,
}

const dimensions: Pick<Dimensions, 'find'> = {
  find: async (kind, id) => KEYS[`${kind} ${id}`] ?? null,
}

const resolve = (input: { queue: string; act?: string; region?: string }) =>
  resolveScope({ dimensions: dimensions as Dimensions }, input)

describe('resolveScope', () => {
  it('takes all acts and all regions where none is asked for', async () => {
    expect(await resolve({ queue: 'competitive' })).toEqual({
      queue_key: 4,
      act_key: ALL,
      region_key: ALL,
    })
  })

  it('takes the act and the region that are', async () => {
    expect(await resolve({ queue: 'competitive', act: 'e10a4', region: 'eu' })).toEqual({
      queue_key: 4,
      act_key: 50,
      region_key: 90,
    })
  })

  it.each([
    { queue: 'nothing' },
    { queue: 'competitive', act: 'e99a9' },
    { queue: 'competitive', region: 'mars' },
  ])('has no board for %j', async (input) => {
    expect(await resolve(input)).toBeNull()
  })
})
