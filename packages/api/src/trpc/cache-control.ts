import type { CachePolicy } from './meta.ts'

const NO_STORE = 'no-store'

/**
 * `Cache-Control` of a whole answer: the most restrictive of its calls. An error, a mutation or a
 * procedure that is not known (null) makes it uncacheable.
 */
export function cacheControl(policies: readonly (CachePolicy | null)[]): string {
  let maxAge = Number.POSITIVE_INFINITY
  let staleWhileRevalidate = Number.POSITIVE_INFINITY
  for (const policy of policies) {
    if (policy === null || policy === 'private') return NO_STORE
    maxAge = Math.min(maxAge, policy.maxAge)
    staleWhileRevalidate = Math.min(staleWhileRevalidate, policy.staleWhileRevalidate)
  }
  if (policies.length === 0) return NO_STORE
  return `public, max-age=${maxAge}, stale-while-revalidate=${staleWhileRevalidate}`
}
