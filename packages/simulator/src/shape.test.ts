import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { simulateMatches } from './simulator.ts'

/** Field paths with their types, as listed from real documents; not part of the repository. */
const FIELDS = fileURLToPath(
  new URL('../../../../shared/data/matches/official-fields.txt', import.meta.url),
)
const available = existsSync(FIELDS)

/** Every `path:type` of a JSON value, with `[]` for the items of a list. */
function fieldPaths(value: unknown, path = '', found = new Set<string>()): Set<string> {
  if (path !== '') found.add(`${path}:${typeName(value)}`)
  if (Array.isArray(value)) {
    for (const item of value) fieldPaths(item, `${path}[]`, found)
  } else if (value !== null && typeof value === 'object') {
    for (const [key, child] of Object.entries(value)) fieldPaths(child, `${path}.${key}`, found)
  }
  return found
}

function typeName(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'array' : typeof value
}

describe('fieldPaths', () => {
  it('names nested fields and their types', () => {
    expect([...fieldPaths({ a: [{ b: null }, { b: 1 }], c: 'x' })]).toEqual([
      '.a:array',
      '.a[]:object',
      '.a[].b:null',
      '.a[].b:number',
      '.c:string',
    ])
  })
})

describe.skipIf(!available)('simulated documents (needs ../shared/data/matches)', () => {
  it('have exactly the fields and types of real ones', () => {
    const real = new Set(readFileSync(FIELDS, 'utf8').split('\n').filter(Boolean))
    const simulated = new Set<string>()
    const documents = simulateMatches({ seed: 'shape', count: 250, intervalMs: 24 * 3_600_000 })
    for (const document of documents) fieldPaths(document, '', simulated)
    // The list names the fields of the objects inside lists, not the items themselves.
    const named = [...simulated].filter((field) => !/\[\]:(object|string)$/.test(field))
    expect(named.filter((field) => !real.has(field)).sort()).toEqual([])
    expect([...real].filter((field) => !simulated.has(field)).sort()).toEqual([])
  })
})
