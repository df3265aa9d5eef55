import { describe, expect, it } from 'vitest'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { checkFileRoles } from './file-roles.ts'

function messages(path: string, text: string) {
  const [name = ''] = /^packages\/\w+/.exec(path) ?? []
  const files = { [`${name}/package.json`]: { name }, [path]: text }
  return checkFileRoles(repoOfFiles(files)).map(({ message }) => message)
}

const STATS = 'packages/core/src/stats'

describe('checkFileRoles', () => {
  it.each(['zod', '../matches/contract.ts', '../pagination.ts', '../matches/match-document.ts'])(
    'lets a contract import %s',
    (specifier) => {
      expect(messages(`${STATS}/contract.ts`, `import { x } from '${specifier}'`)).toEqual([])
    },
  )

  it.each(['./queries.ts', '../errors.ts', '../jobs/define-job.ts', './index.ts'])(
    'keeps %s out of a contract',
    (specifier) => {
      expect(messages(`${STATS}/contract.ts`, `import { x } from '${specifier}'`)).toHaveLength(1)
    },
  )

  it('lets a job declaration import the definer and contracts', () => {
    const text = "import { a } from '../jobs/define-job.ts'\nimport { b } from './contract.ts'"
    expect(messages(`${STATS}/jobs.ts`, text)).toEqual([])
  })

  it('keeps verbs out of a job declaration', () => {
    expect(messages(`${STATS}/jobs.ts`, "import { a } from './rollup-matches.ts'")).toEqual([
      'jobs.ts may import zod, contracts and the job definer only, not ./rollup-matches.ts',
    ])
  })

  it.each([
    `${STATS}/queries.ts`,
    `${STATS}/dimension-queries.ts`,
    `${STATS}/queries/board.ts`,
    `${STATS}/tables.ts`,
    'packages/core/src/db/json.ts',
    'packages/infra/src/pool.ts',
  ])('lets %s build SQL', (path) => {
    expect(messages(path, "import { sql } from 'kysely'")).toEqual([])
  })

  it.each([`${STATS}/agent-stats.ts`, 'packages/api/src/routers/stats.ts'])(
    'keeps SQL out of %s',
    (path) => {
      expect(messages(path, "import { sql } from 'kysely'")).toHaveLength(1)
      expect(messages(path, "import type { Kysely } from 'kysely'")).toEqual([])
    },
  )
})
