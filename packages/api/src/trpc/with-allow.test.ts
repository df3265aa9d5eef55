import { expect, it } from 'vitest'
import { withAllow } from './with-allow.ts'

it.each([
  ['GET', 'POST'],
  ['POST', 'GET'],
  ['PUT', 'GET, POST'],
  ['HEAD', 'GET, POST'],
])('a refused %s is told to come by %s', (method, allow) => {
  const response = withAllow(new Response('no', { status: 405 }), method)
  expect(response.headers.get('allow')).toBe(allow)
})

it('any other answer stays as it is', () => {
  for (const status of [200, 207, 404]) {
    expect(withAllow(new Response('', { status }), 'GET').headers.has('allow')).toBe(false)
  }
})
