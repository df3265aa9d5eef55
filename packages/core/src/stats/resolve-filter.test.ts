import { describe, expect, it } from 'vitest'
import type { Dimension } from './dimension.ts'
import type { Dimensions } from './dimensions.ts'
import { toAgentRef, toMapRef } from './refs.ts'
import { resolveFilter } from './resolve-filter.ts'
import type { DimensionKind } from './tables.ts'

/** Knows what is in `keys`, and what it was asked for. */
function lookup(keys: Readonly<Record<string, number>>) {
  const asked: [DimensionKind, string][] = []
  const dimensions: Dimensions = {
    keys: async () => new Map(),
    async find(kind, idOrName) {
      asked.push([kind, idOrName])
      return keys[`${kind} ${idOrName}`] ?? null
    },
    named: async () => new Map(),
    clear() {},
  }
  return { services: { dimensions }, asked }
}

describe('resolveFilter', () => {
  it('turns each filter into the key of its own column', async () => {
    const { services } = lookup({
      'queue competitive': 1,
      'map bind': 2,
      'patch 8.7': 3,
      'act e8a3': 4,
      'region eu': 5,
    })
    const input = { queue: 'competitive', map: 'bind', patch: '8.7', act: 'e8a3', region: 'eu' }
    expect(await resolveFilter(services, input)).toEqual({
      queue_key: 1,
      map_key: 2,
      patch_key: 3,
      act_key: 4,
      region_key: 5,
    })
  })

  it('takes what is absent for all, and asks nothing', async () => {
    const { services, asked } = lookup({})
    expect(await resolveFilter(services, { queue: undefined })).toEqual({})
    expect(asked).toEqual([])
  })

  it('says null as soon as one filter names nothing, however good the others are', async () => {
    const { services, asked } = lookup({ 'queue competitive': 1, 'region eu': 5 })
    const input = { queue: 'competitive', map: 'atlantis', region: 'eu' }
    expect(await resolveFilter(services, input)).toBeNull()
    expect(asked.map(([kind]) => kind)).toEqual(['queue', 'map'])
  })

  it.each([
    ['8.7', '8.7'],
    ['08.07', '8.7'],
    ['11.10', '11.10'],
    ['10.01', '10.1'],
    ['00.10', '0.10'],
  ])('looks for the patch %s as %s', async (patch, canonical) => {
    const { services, asked } = lookup({})
    await resolveFilter(services, { patch })
    expect(asked).toEqual([['patch', canonical]])
  })

  it('leaves the zeros of other filters alone', async () => {
    const { services, asked } = lookup({})
    await resolveFilter(services, { queue: '08.07' })
    expect(asked).toEqual([['queue', '08.07']])
  })
})

describe('references', () => {
  const dimension: Dimension = {
    key: 1,
    kind: 'agent',
    id: 'id',
    name: 'Jett',
    known: true,
    role: 'duelist',
  }

  it('show of a dimension what callers need, and no key of the database', () => {
    expect(toAgentRef(dimension)).toEqual({ id: 'id', name: 'Jett', role: 'duelist' })
    expect(toMapRef({ ...dimension, kind: 'map' })).toEqual({ id: 'id', name: 'Jett' })
  })

  it('tell a player without an agent from one with an agent nobody knows yet', () => {
    expect(toAgentRef(undefined)).toBeNull()
    expect(toAgentRef({ ...dimension, name: 'id', known: false, role: null })).toEqual({
      id: 'id',
      name: 'id',
      role: null,
    })
  })

  it('leave the texts of a map empty rather than missing', () => {
    expect(toMapRef(undefined)).toEqual({ id: '', name: '' })
  })
})
