import { describe, expect, it } from 'vitest'
import { matchPath, PATHS } from './paths.ts'

describe('matchPath', () => {
  it.each(PATHS)('knows %s, with a slash at its end too', (path) => {
    const given = path.replace(':id', '17')
    const id = path.includes(':id') ? '17' : ''
    expect(matchPath(given)).toEqual({ path, id })
    expect(matchPath(`${given}/`)).toEqual({ path, id })
  })

  it.each(['undefined', 'é', '"', '1.5', '%2F', ':id', '__proto__'])(
    'takes whatever stands for an id: %s',
    (id) => {
      expect(matchPath(`/products/${id}/styles`)).toEqual({ path: '/products/:id/styles', id })
    },
  )

  it.each([
    ...['', '/', '//', '/product', '/products//', '/products//styles', '/products/1//styles'],
    ...['/products/1/styles/2', '/products/1/helpful', '/reviews/1', '/reviews/1/answers'],
    ...['/qa', '/qa/answers', '/qa/answers/1', '/cart/1', '/constructor', '/products/1/STYLES'],
  ])('knows nothing of %s', (given) => {
    expect(matchPath(given)).toBeNull()
  })
})
