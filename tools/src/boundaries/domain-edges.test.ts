import { describe, expect, it } from 'vitest'
import { repoOfFiles } from '../testing/repo-of-files.ts'
import { checkDomainEdges } from './domain-edges.ts'

function messages(path: string, specifier: string, kind = 'import') {
  const files = { [`packages/core/src/${path}`]: `${kind} { x } from '${specifier}'` }
  return checkDomainEdges(repoOfFiles(files)).map(({ message }) => message)
}

describe('checkDomainEdges', () => {
  it('allows a written edge through the index', () => {
    expect(messages('reviews/post-review.ts', '../catalog/index.ts')).toEqual([])
  })

  it('forbids a written edge past the index', () => {
    expect(messages('reviews/post-review.ts', '../catalog/queries.ts')).toEqual([
      'reviews must import catalog through its index.ts, not catalog/queries.ts',
    ])
  })

  it('forbids an edge that is not written down', () => {
    expect(messages('catalog/get-product.ts', '../reviews/index.ts')).toEqual([
      'catalog must not import reviews',
    ])
  })

  it('asks for the edges of a new domain', () => {
    expect(messages('leagues/get-league.ts', '../stats/index.ts')).toEqual([
      'the domain leagues is missing in DOMAIN_EDGES',
    ])
  })

  it.each([
    ['ops/health.ts', '../stats/index.ts'],
    ['stats/agent-stats.ts', './queries.ts'],
    ['stats/content/agents.ts', '../measures/kast.ts'],
    ['stats/agent-stats.ts', '../pagination.ts'],
    ['stats/agent-stats.ts', '../db/transaction.ts'],
    ['stats/agent-stats.ts', '../ports/clock.ts'],
    ['matches/contract.ts', '../stats/contract.ts'],
    ['ops/cleanup.ts', '../matches/match-document.ts'],
    ['db/database.ts', '../stats/tables.ts'],
    ['jobs/catalogue.ts', '../stats/jobs.ts'],
    ['index.ts', './stats/index.ts'],
    ['ops/cleanup.ts', '../jobs/catalogue.ts'],
    ['matches/contract.ts', '../stats/content/agents.ts'],
  ])('lets %s import %s', (path, specifier) => {
    expect(messages(path, specifier)).toEqual([])
  })

  it('lets the kernel name the types of a domain, never run it', () => {
    expect(messages('context.ts', './stats/dimensions.ts', 'import type')).toEqual([])
    expect(messages('context.ts', './stats/dimensions.ts')).toHaveLength(1)
    expect(messages('db/migrate.ts', '../stats/queries.ts')).toHaveLength(1)
  })

  it('leaves tests and other packages alone', () => {
    expect(messages('catalog/get-product.test.ts', '../reviews/queries.ts')).toEqual([])
    const api = { 'packages/api/src/a.ts': "import { x } from './stats/queries.ts'" }
    expect(checkDomainEdges(repoOfFiles(api))).toEqual([])
  })
})
