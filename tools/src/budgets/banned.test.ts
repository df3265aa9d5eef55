import { describe, expect, it } from 'vitest'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { findBanned } from './banned.ts'

const VERB = 'packages/core/src/stats/agent-stats.ts'
const QUERIES = 'packages/core/src/stats/queries.ts'

function rules(text: string, path = VERB) {
  const repo = repoOfFiles({
    'packages/core/package.json': { name: '@loadout/core' },
    [path]: text,
  })
  return repo.sources.flatMap(findBanned).map(({ rule }) => rule.replace('budgets/', ''))
}

describe('findBanned', () => {
  it('finds a cast through unknown, not a cast to unknown', () => {
    expect(rules('const a = b as unknown as C')).toEqual(['double-cast'])
    expect(rules('const a = (b as unknown) as C')).toEqual(['double-cast'])
    expect(rules('const a = b as unknown')).toEqual([])
  })

  it.each(['process.env.PORT', 'process.env', 'globalThis.process.env.PORT'])(
    'finds %s',
    (read) => {
      expect(rules(`const a = ${read}`)).toEqual(['process-env'])
    },
  )

  it.each(['packages/api/src/env.ts', 'bench/src/env.ts', 'scripts/env.ts', 'scripts/boot.mjs'])(
    'lets %s read the environment',
    (path) => {
      expect(rules('const a = process.env', path)).toEqual([])
    },
  )

  it('lets only the env.ts at the top of a process read the environment', () => {
    expect(rules('const a = process.env', 'packages/api/src/http/env.ts')).toEqual(['process-env'])
    expect(rules('const a = process.env', 'packages/core/src/env.ts')).toEqual(['process-env'])
  })

  it.each(['raw', 'lit'])('finds sql.%s of a variable', (method) => {
    expect(rules(`sql.${method}(name)`, QUERIES)).toEqual(['raw-sql'])
    expect(rules(`sql.${method}(\`a \${name}\`)`, QUERIES)).toEqual(['raw-sql'])
    expect(rules(`sql.${method}('now()')`, QUERIES)).toEqual([])
  })

  it.each(['selectFrom', 'insertInto', 'updateTable', 'deleteFrom'])(
    'finds %s outside queries.ts',
    (method) => {
      expect(rules(`ctx.db.${method}('match')`)).toEqual(['sql-place'])
      expect(rules(`db.${method}('match')`, QUERIES)).toEqual([])
    },
  )

  it('finds queue getters without a range', () => {
    expect(rules('queue.getDelayed()')).toEqual(['unbounded-getter'])
    expect(rules('queue.getFailed(0)')).toEqual(['unbounded-getter'])
    expect(rules("queue.getJobs(['failed'])")).toEqual(['unbounded-getter'])
    expect(rules("queue.getDelayed(0, 99)\nqueue.getJobs(['failed'], 0, 99)")).toEqual([])
  })

  it.each(['redis.keys(pattern)', 'this.redis.scan(0)', 'connection.scanStream()'])(
    'finds %s',
    (call) => {
      expect(rules(call)).toEqual(['redis-walk'])
    },
  )

  it('knows keys() of objects, maps and rows', () => {
    expect(rules('Object.keys(a)\nmap.keys()\nwriter.keys(rows)\nscanner.scan(a)')).toEqual([])
  })

  it('finds Math.random in what ships', () => {
    expect(rules('const a = Math.random()')).toEqual(['random'])
    expect(rules('const a = Math.random()', 'bench/src/a.ts')).toEqual([])
  })

  it('finds a timer that nobody can clear', () => {
    expect(rules('setTimeout(f, 100)')).toEqual(['timer'])
    expect(rules('setInterval(f, 100)')).toEqual(['timer'])
    expect(rules('const t = setTimeout(f, 100)\nsetTimeout(f, 0)')).toEqual([])
    expect(rules('await new Promise((resolve) => setTimeout(resolve, 100))')).toEqual([])
  })

  it('finds comments that turn the compiler off', () => {
    expect(rules('// @ts-nocheck\n')).toEqual(['ts-nocheck'])
    expect(rules('// @ts-expect-error\na()')).toEqual(['ts-expect-error'])
    expect(rules('// @ts-expect-error a number is refused\na()')).toEqual([])
  })

  it('names the line', () => {
    const repo = repoOfFiles({ [VERB]: '\n\nconst a = process.env' })
    expect(repo.sources.flatMap(findBanned)[0]?.line).toBe(3)
  })

  it('leaves tests alone', () => {
    expect(rules('const a = process.env', 'packages/core/src/a.test.ts')).toEqual([])
  })
})
