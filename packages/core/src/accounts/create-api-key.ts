import { type Actor, actorName, type Scope, scopesOf } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { hashSecret, newToken } from './api-key-token.ts'
import { insertAudit } from './audit-queries.ts'
import { insertApiKey } from './queries.ts'

export interface CreateApiKeyInput {
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly expiresAt?: Date
}

/**
 * Makes a key for a machine. Its token is in the answer and nowhere else: only a hash is stored. The operator
 * gives any scope; an account those of its role, as long as it has that role. Throws UNAUTHENTICATED, and
 * FORBIDDEN for a scope that is not the caller's.
 */
export async function createApiKey(
  ctx: Ctx,
  input: CreateApiKeyInput,
): Promise<{ readonly id: string; readonly token: string }> {
  const accountId = keyOwner(ctx.actor)
  const own = scopesOf(ctx.actor)
  const foreign = input.scopes.find((scope) => !own.includes(scope))
  if (foreign !== undefined) {
    throw new AppError('FORBIDDEN', { message: `Your role does not have the scope ${foreign}` })
  }
  const { id, secret, token } = newToken(ctx.codec)
  await transact(ctx.db, async (tx) => {
    await insertApiKey(tx, {
      id,
      name: input.name,
      secret_hash: hashSecret(ctx.codec, secret),
      scopes: [...input.scopes],
      expires_at: input.expiresAt ?? null,
      account_id: accountId,
    })
    if (accountId === null) return
    const actor = actorName(ctx.actor)
    await insertAudit(tx, { accountId, actor, event: 'api-key-made', detail: { key: id } })
  })
  return { id, token }
}

/** Whose keys the caller makes and ends: null is the operator's own. Throws UNAUTHENTICATED or FORBIDDEN. */
export function keyOwner(actor: Actor): number | null {
  if (actor.kind === 'system') return null
  if (actor.kind === 'account' && actor.role !== 'guest') return actor.accountId
  throw new AppError(actor.kind === 'api-key' ? 'FORBIDDEN' : 'UNAUTHENTICATED')
}

/** What only the operator does. Throws FORBIDDEN. */
export function requireSystem(ctx: Ctx): void {
  if (ctx.actor.kind !== 'system') throw new AppError('FORBIDDEN')
}
