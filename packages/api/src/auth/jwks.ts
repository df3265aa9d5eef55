import type { Handler } from 'hono'
import type { ApiEnv } from '../http/variables.ts'
import type { Kit } from '../kit.ts'

/** Shorter than a key is `next` before it signs, so that whoever keeps the set knows it by then; seconds. */
const MAX_AGE = 60

/** `/.well-known/jwks.json`: the public keys of access tokens (RFC 7517). */
export function jwksHandler({ deps }: Kit): Handler<ApiEnv> {
  return async (c) => {
    const keys = await deps.services.keyRing.published()
    return c.json({ keys }, 200, { 'cache-control': `public, max-age=${MAX_AGE}` })
  }
}
