import { describe, expect, it } from 'vitest'
import type { ProcedureMeta, RestPath } from '../trpc/meta.ts'
import { createRouteTable } from './route-table.ts'

const meta = (rest: RestPath): ProcedureMeta => ({
  ...{ rest, auth: 'public', rate: 'read', cache: 'private', errors: [] },
  docs: { summary: 'For tests.', example: {} },
})
const table = createRouteTable(
  new Map([
    ['posts.create', meta('POST /posts')],
    ['reviews.get', meta('GET /reviews/{reviewId}')],
    ['reviews.mine', meta('GET /reviews/mine')],
    ['reviews.edit', meta('PATCH /reviews/{reviewId}')],
    ['votes.set', meta('PUT /votes/{subject.kind}/{subject.id}')],
  ]),
)

/** The procedure with its parameters, or the methods of the path. */
function found(method: string, path: string): unknown {
  const result = table.find(method, path)
  if (result === null || 'allow' in result) return result?.allow ?? null
  return [result.route.procedure, Object.fromEntries(result.params)]
}

describe('the table of routes', () => {
  it('finds a procedure by method and path', () => {
    expect(found('POST', '/posts')).toEqual(['posts.create', {}])
    expect(found('PATCH', '/reviews/7')).toEqual(['reviews.edit', { reviewId: '7' }])
    expect(found('PUT', '/votes/post/7')).toEqual([
      'votes.set',
      { 'subject.kind': 'post', 'subject.id': '7' },
    ])
  })

  it('takes what is written out before what stands for anything', () => {
    expect(found('GET', '/reviews/mine')).toEqual(['reviews.mine', {}])
    expect(found('GET', '/reviews/mined')).toEqual(['reviews.get', { reviewId: 'mined' }])
  })

  it('decodes what stands in a place, once, and splits before', () => {
    expect(found('GET', '/reviews/Kim%23EUW')).toEqual(['reviews.get', { reviewId: 'Kim#EUW' }])
    expect(found('GET', '/reviews/a%2Fb')).toEqual(['reviews.get', { reviewId: 'a/b' }])
    expect(found('GET', '/reviews/%2561')).toEqual(['reviews.get', { reviewId: '%61' }])
  })

  it.each([
    '/',
    '',
    '/posts/',
    '//posts',
    '/reviews/',
    '/reviews//',
    '/reviews/7/',
    '/Posts',
    '/po%73ts',
    '/reviews/%',
    '/reviews/%E0%A4',
    '/votes/post',
  ])('knows no other spelling: %j', (path) => {
    expect(found('GET', path)).toBeNull()
    expect(found('POST', path)).toBeNull()
  })

  it('says which methods a path has', () => {
    expect(found('GET', '/posts')).toEqual(['POST'])
    expect(found('DELETE', '/reviews/7')).toEqual(['GET', 'PATCH'])
    expect(found('POST', '/reviews/mine')).toEqual(['GET', 'PATCH'])
  })
})
