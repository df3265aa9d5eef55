import type { Scope } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { hashSecret, newToken } from './api-key-token.ts'
import { insertApiKey } from './queries.ts'

export interface CreateApiKeyInput {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt?: Date
}

/** Makes a key for a machine. Its token is in the answer and nowhere else: only a hash is stored. */
export async function createApiKey(
  ctx: Ctx,
  input: CreateApiKeyInput,
): Promise<{ readonly id: string; readonly token: string }> {
  requireSystem(ctx)
  const { id, secret, token } = newToken(ctx.codec)
  await insertApiKey(ctx.db, {
    id,
    name: input.name,
    secret_hash: hashSecret(ctx.codec, secret),
    scopes: [...input.scopes],
    expires_at: input.expiresAt ?? null,
  })
  return { id, token }
}

/** Keys are made and revoked by the operator only. Throws FORBIDDEN. */
export function requireSystem(ctx: Ctx): void {
  if (ctx.actor.kind !== 'system') throw new AppError('FORBIDDEN')
}
