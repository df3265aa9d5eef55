import { globSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LONG, rankOf } from './longest-first.ts'

const ROOT = join(import.meta.dirname, '../..')

describe('the order of a first run', () => {
  it('has campaigns at the beginning and what is short at the end', () => {
    const paths = [
      '/x/packages/core/src/stats/tier-groups.test.ts',
      '/x/tests/src/reviews/storm.test.ts',
      '/x/packages/cli/test/demo.test.ts',
      '/x/tests/src/fault/rebuild.test.ts',
    ]
    const sorted = paths.toSorted((one, other) => rankOf(one) - rankOf(other))
    expect(sorted).toEqual(paths.toReversed())
  })

  it.each(LONG)('%s is the path of some test', (part) => {
    const tests = globSync('{packages,scripts,tests}/**/*.test.ts', {
      cwd: ROOT,
      exclude: (name) => name === 'node_modules',
    })
    expect(tests.some((path) => `/${path}`.includes(part))).toBe(true)
  })
})
