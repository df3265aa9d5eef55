/** Whether the browser came by https: a proxy of ours says so, or the connection itself. */
export function isSecure(request: Request, trustedProxies: number): boolean {
  const forwarded = trustedProxies > 0 ? request.headers.get('x-forwarded-proto') : null
  const scheme = forwarded?.split(',', 1)[0]?.trim() ?? new URL(request.url).protocol.slice(0, -1)
  return scheme === 'https'
}
