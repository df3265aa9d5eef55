import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { fieldErrors, jsonPointer } from './field-errors.ts'

describe('jsonPointer', () => {
  it.each([
    [[], ''],
    [['tier'], '/tier'],
    [['players', 0, 'name'], '/players/0/name'],
    [['a/b', 'c~d'], '/a~1b/c~0d'],
    [[''], '/'],
  ])('writes %j as %j', (path, pointer) => {
    expect(jsonPointer(path)).toBe(pointer)
  })
})

describe('fieldErrors', () => {
  const schema = z.object({ name: z.string(), tags: z.array(z.string()) })

  it('points at every field that is wrong', () => {
    const { error } = schema.safeParse({ name: 1, tags: ['a', 2] })
    expect(fieldErrors(error?.issues ?? []).map((field) => field.pointer)).toEqual([
      '/name',
      '/tags/1',
    ])
  })

  it('does not repeat the input', () => {
    const { error } = z.enum(['a', 'b']).safeParse('a secret')
    expect(JSON.stringify(fieldErrors(error?.issues ?? []))).not.toContain('secret')
  })

  it('names twenty problems at most', () => {
    const { error } = schema.safeParse({ name: 'x', tags: Array.from({ length: 50 }, () => 1) })
    expect(fieldErrors(error?.issues ?? [])).toHaveLength(20)
  })
})
