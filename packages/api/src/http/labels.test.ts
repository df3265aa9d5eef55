import { describe, expect, it } from 'vitest'
import { callerKey } from './caller-key.ts'
import { requestIdOf } from './request-id.ts'
import { routeLabel } from './route-label.ts'

describe('requestIdOf', () => {
  it.each(['abcdefgh', 'A.b-c_9012', 'x'.repeat(64)])('takes over %s', (id) => {
    expect(requestIdOf(id)).toBe(id)
  })

  it.each([
    undefined,
    null,
    '',
    'short',
    'x'.repeat(65),
    'with space',
    'line\nbreak',
    'ünicode-id',
  ])('replaces %j', (id) => {
    expect(requestIdOf(id)).toMatch(/^[\da-f]{8}-[\da-f-]{27}$/)
  })
})

describe('routeLabel', () => {
  it.each([
    ['/', '/'],
    ['/trpc/stats.maps,stats.agents', '/trpc'],
    ['/ops/jobs/api/queues', '/ops'],
    ['/livez', '/livez'],
    ['/livezz', 'other'],
    ['/atelier/products', '/atelier/products'],
    ['/atelier/qa/questions/17/answers/', '/atelier/qa/questions/:id/answers'],
    ['/atelier/reviews/meta', '/atelier/reviews/meta'],
    ['/atelier/made/up/17', '/atelier'],
    ['/atelier', 'other'],
    ['/wp-admin', 'other'],
  ])('labels %s %s', (path, label) => {
    expect(routeLabel(path)).toBe(label)
  })
})

describe('callerKey', () => {
  it('is the key where there is one, else the address', () => {
    expect(callerKey({ kind: 'anonymous' }, '192.0.2.1')).toBe('address:192.0.2.1')
    expect(callerKey({ kind: 'api-key', keyId: 'k1', scopes: [] }, '192.0.2.1')).toBe('key:k1')
  })
})
