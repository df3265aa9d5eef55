import { type Actor, ROLE_SCOPES, SCOPES } from '../actor.ts'
import type { Services } from '../context.ts'
import { AppError } from '../errors.ts'
import { hashSecret, parseToken, sameHash } from './api-key-token.ts'
import { findValidApiKey, touchApiKey } from './queries.ts'

/**
 * The actor behind a token. Throws UNAUTHENTICATED for anything but a key that is valid now. A key of an account
 * can do what its role can, at most.
 */
export async function authenticateApiKey(services: Services, token: string): Promise<Actor> {
  const parsed = parseToken(token)
  const now = services.clock.now()
  const key = parsed && (await findValidApiKey(services.db, parsed.id, now))
  if (!parsed || !key || !sameHash(hashSecret(services.codec, parsed.secret), key.secret_hash)) {
    throw new AppError('UNAUTHENTICATED', { message: 'The API key is not valid' })
  }
  await touchApiKey(services.db, key.id, now)
  const granted = key.role === null ? SCOPES : ROLE_SCOPES[key.role]
  return {
    kind: 'api-key',
    keyId: key.id,
    scopes: granted.filter((scope) => key.scopes.includes(scope)),
  }
}
