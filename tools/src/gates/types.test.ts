import { describe, expect, it } from 'vitest'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { parseTscReport, typeCheckConfigs } from './types.ts'

describe('typeCheckConfigs', () => {
  it('takes every configuration of every folder that has code', () => {
    const repo = repoOfFiles({
      'package.json': { name: 'loadout' },
      'tsconfig.base.json': '{}',
      'packages/core/package.json': { name: '@loadout/core' },
      'packages/core/tsconfig.json': '{}',
      'packages/core/tsconfig.src.json': '{}',
      'packages/core/tsconfig.build.json': '{}',
      'packages/core/src/a.ts': '',
      'packages/empty/package.json': { name: '@loadout/empty' },
      'packages/empty/tsconfig.json': '{}',
      'scripts/tsconfig.json': '{}',
      'scripts/start.ts': '',
    })
    expect(typeCheckConfigs(repo)).toEqual([
      'packages/core/tsconfig.json',
      'packages/core/tsconfig.src.json',
      'scripts/tsconfig.json',
    ])
  })
})

describe('parseTscReport', () => {
  it('reads place, code and message, and passes over the lines that explain', () => {
    const output =
      "packages/core/src/a.ts(8,46): error TS2322: Type 'string' is not assignable to type 'number'.\n  Because.\n"
    expect(parseTscReport(output, 'packages/core/tsconfig.json')).toEqual([
      {
        path: 'packages/core/src/a.ts',
        line: 8,
        rule: 'types/tsc',
        message:
          "TS2322: Type 'string' is not assignable to type 'number'. (packages/core/tsconfig.json)",
      },
    ])
  })

  it('never takes a failure without a place for success', () => {
    const [finding] = parseTscReport(
      'error TS18003: No inputs were found.\n',
      'bench/tsconfig.json',
    )
    expect(finding?.path).toBe('bench/tsconfig.json')
    expect(finding?.message).toContain('TS18003')
  })
})
