/** Whether the browser came by https: a proxy of ours says so, or the connection itself. */
export function isSecure(request: Request, trustedProxies: number): boolean {
  const forwarded = trustedProxies > 0 ? request.headers.get('x-forwarded-proto') : null
  // Asked of every request, whose URL is whole and normal: no need to take it apart.
  if (forwarded === null) return request.url.startsWith('https:')
  return forwarded.split(',', 1)[0]?.trim() === 'https'
}
