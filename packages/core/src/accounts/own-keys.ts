import type { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import type {
  acceptedOutput,
  createKeyInput,
  createKeyOutput,
  keysOutput,
  revokeKeyInput,
} from './contract.ts'
import { createApiKey } from './create-api-key.ts'
import { listApiKeys } from './list-api-keys.ts'
import { revokeApiKey } from './revoke-api-key.ts'

/**
 * `createApiKey` for who is signed in. Throws UNAUTHENTICATED, BAD_INPUT for an end that is over, and FORBIDDEN for a
 * scope that is not the role's.
 */
export async function createOwnKey(
  ctx: Ctx,
  { name, scopes, expiresAt }: z.output<typeof createKeyInput>,
): Promise<z.output<typeof createKeyOutput>> {
  requireUser(ctx.actor)
  if (expiresAt !== undefined && new Date(expiresAt) <= ctx.clock.now()) {
    const message = 'must be in the future'
    throw new AppError('BAD_INPUT', { fields: [{ pointer: '/expiresAt', message }] })
  }
  return await createApiKey(ctx, {
    ...{ name, scopes },
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt) }),
  })
}

/** Keys of one's own that still work. Throws UNAUTHENTICATED. */
export async function listOwnKeys(ctx: Ctx): Promise<z.output<typeof keysOutput>> {
  requireUser(ctx.actor)
  const keys = await listApiKeys(ctx)
  return {
    items: keys
      .filter((key) => key.revoked_at === null)
      .map((key) => ({
        id: key.id,
        name: key.name,
        scopes: key.scopes,
        createdAt: key.created_at.toISOString(),
        expiresAt: key.expires_at?.toISOString() ?? null,
        lastUsedAt: key.last_used_at?.toISOString() ?? null,
      })),
  }
}

/** `revokeApiKey` for who is signed in. Throws UNAUTHENTICATED, and NOT_FOUND for any key but one's own. */
export async function revokeOwnKey(
  ctx: Ctx,
  input: z.output<typeof revokeKeyInput>,
): Promise<z.output<typeof acceptedOutput>> {
  requireUser(ctx.actor)
  await revokeApiKey(ctx, input)
  return { accepted: true }
}
