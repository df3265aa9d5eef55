import type { RowKind } from '@loadout/core'
import { describe, expect, it } from 'vitest'
import { NO_CACHE } from './no-cache.ts'

describe('NO_CACHE', () => {
  it('loads what it is asked for, each time, and leaves out what is not to be seen', async () => {
    const asked: (readonly number[])[] = []
    const kind: RowKind = {
      name: 'post',
      async load(ids) {
        asked.push(ids)
        return ids.map((id) => ({ id, version: 1, json: id === 2 ? null : `{"id":${id}}` }))
      },
    }
    for (let turn = 0; turn < 2; turn += 1) {
      const rows = await NO_CACHE.rows(kind, [1, 2, 3])
      expect([...rows]).toEqual([
        [1, '{"id":1}'],
        [3, '{"id":3}'],
      ])
    }
    expect(asked).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ])
    let loads = 0
    const load = async () => ++loads
    expect(await NO_CACHE.local('key', ['list'], load)).toBe(1)
    expect(await NO_CACHE.local('key', ['list'], load)).toBe(2)
  })

  it('has no lists', async () => {
    const head = { name: 'all', kind: { name: 'post', load: async () => [] }, load: async () => [] }
    expect(await NO_CACHE.page(head, { below: null, limit: 10 })).toBeNull()
    expect(() => NO_CACHE.drop(head)).not.toThrow()
  })
})
