import type { Kysely } from 'kysely'
import { actorName } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { findAnswer, type KeptAnswer, keepAnswer, tryLockKey } from './queries.ts'

/** How long an answer is given again. */
export const KEPT_HOURS = 24
const HOUR_MS = 3_600_000

/** A write that its caller may send again. */
export interface KeyedRequest {
  /** Chosen by the caller, one for each thing it wants done. */
  readonly key: string
  /** The procedure. */
  readonly path: string
  readonly input: unknown
}

/**
 * Applies a write once for each key of a caller; whoever sends it again gets the first answer. `apply` works in
 * one transaction with the answer, so that a kill at any moment leaves both or neither, and what failed has left
 * nothing and is tried anew. It may run more than once, when PostgreSQL undoes it in favour of another.
 * The answer must be what JSON can say. Throws IDEMPOTENCY_KEY_IN_USE while a call with this key is running,
 * IDEMPOTENCY_KEY_REUSED for another request than the first (one whose properties come in another order is the same),
 * and what `apply` throws.
 */
export async function applyOnce(
  ctx: Pick<Ctx, 'actor' | 'clock' | 'codec' | 'db'>,
  { key, path, input }: KeyedRequest,
  apply: (db: Kysely<Database>) => Promise<unknown>,
): Promise<unknown> {
  const { actor, db } = ctx
  const at = ctx.clock.now()
  const keptSince = new Date(at.getTime() - KEPT_HOURS * HOUR_MS)
  const keyHash = hash(ctx, actorName(actor), key)
  const requestHash = hash(ctx, path, inOneOrder(input))
  // Most of those that come again come when all is done: they need no transaction.
  const kept = await findAnswer(db, keyHash, keptSince)
  if (kept !== undefined) return replay(kept, requestHash)
  return transact(db, async (tx) => {
    if (!(await tryLockKey(tx, keyHash))) {
      throw new AppError('IDEMPOTENCY_KEY_IN_USE', { retryAfterSeconds: 1 })
    }
    // Another statement than the lock's: it must see what was committed before that was free.
    const meanwhile = await findAnswer(tx, keyHash, keptSince)
    if (meanwhile !== undefined) return replay(meanwhile, requestHash)
    const answer = await apply(tx)
    const accountId = actor.kind === 'account' ? actor.accountId : null
    const json = JSON.stringify(answer)
    await keepAnswer(tx, { keyHash, accountId, requestHash, answer: json, at })
    return answer
  })
}

function replay(kept: KeptAnswer, requestHash: string): unknown {
  if (kept.requestHash !== requestHash) throw new AppError('IDEMPOTENCY_KEY_REUSED')
  return JSON.parse(kept.answer)
}

/** As JSON whose properties are sorted: their order says nothing, and differs between REST and tRPC. */
function inOneOrder(input: unknown): string {
  const sorted = (_: string, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
      : value
  return JSON.stringify(input, sorted) ?? ''
}

/** No part runs into the next: none has a line break but the last. */
function hash({ codec }: Pick<Ctx, 'codec'>, first: string, second: string): string {
  return codec.sha256(new TextEncoder().encode(`${first}\n${second}`))
}
