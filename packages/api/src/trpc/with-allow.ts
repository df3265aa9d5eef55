/**
 * A 405 says what would do (RFC 9110, 15.5.6). Of procedures that there are, queries are asked by GET and all else by
 * POST: who came by one of both needs the other.
 */
export function withAllow(response: Response, method: string): Response {
  if (response.status !== 405) return response
  const other = method === 'GET' ? 'POST' : method === 'POST' ? 'GET' : 'GET, POST'
  response.headers.set('allow', other)
  return response
}
