import { describe, expect, it } from 'vitest'
import { repoOfFiles } from './testing/repo-of-files.ts'

function only(path: string, text = '') {
  const [file] = repoOfFiles({ [path]: text }).sources
  if (file === undefined) throw new Error('no source file')
  return file
}

describe('readSources', () => {
  it.each([
    ['packages/core/src/stats/agent-stats.ts', 'source'],
    ['packages/core/src/stats/agent-stats.test.ts', 'test'],
    ['packages/client/src/types.test-d.ts', 'test'],
    ['packages/core/test/migrations.ts', 'test'],
    ['packages/core/src/testing/database.ts', 'test'],
    ['packages/core/src/db/migrations/0001-matches.ts', 'migration'],
    ['packages/core/src/db/migrations/index.ts', 'source'],
    ['packages/client/src/generated/api.ts', 'generated'],
    ['vitest.config.ts', 'config'],
    ['packages/client/scripts/generate-api.ts', 'config'],
  ])('takes %s for a %s file', (path, role) => {
    expect(only(path).role).toBe(role)
  })

  it('counts lines with and without a newline at the end', () => {
    expect(only('a.ts', 'const a = 1\nconst b = 2\n').lines).toBe(2)
    expect(only('a.ts', 'const a = 1\nconst b = 2').lines).toBe(2)
  })

  it('finds the line of an offset', () => {
    const { lineAt } = only('a.ts', 'a\nb\n\nc\n')
    expect([0, 1, 2, 4, 5].map(lineAt)).toEqual([1, 1, 2, 3, 4])
  })

  it('refuses a file that does not parse', () => {
    expect(() => only('broken.ts', 'const = 1')).toThrow('broken.ts does not parse')
  })

  it('leaves other texts alone', () => {
    expect(repoOfFiles({ 'README.md': '# Loadout' }).sources).toEqual([])
  })

  it('finds the project that encloses a file most closely', () => {
    const { sources } = repoOfFiles({
      'package.json': { name: 'loadout' },
      'packages/core/package.json': { name: '@loadout/core' },
      'packages/core/src/a.ts': '',
      'scripts/start.ts': '',
    })
    expect(sources.map(({ project }) => project?.name)).toEqual(['@loadout/core', 'loadout'])
  })
})
