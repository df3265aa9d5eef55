import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { requireUser } from '../actor.ts'
import { requireProduct } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { notify } from '../notifications/index.ts'
import {
  type FollowTarget,
  MAX_FOLLOWS,
  type setFollowInput,
  type setFollowOutput,
} from './contract.ts'
import { deleteFollow, insertFollow } from './follow-queries.ts'
import { isBlockedBetween } from './is-blocked-between.ts'
import { holdAccount, lockLists, lockPair } from './lock-queries.ts'

/**
 * Follows a person, a tag or a product, or stops that; idempotent. Who is followed is told. Throws
 * ACCOUNT_NOT_FOUND (guests are not followed), PRODUCT_NOT_FOUND, BLOCKED, and BAD_INPUT for oneself and for
 * more than MAX_FOLLOWS.
 */
export async function setFollow(
  ctx: Ctx,
  { target, on }: z.output<typeof setFollowInput>,
): Promise<z.output<typeof setFollowOutput>> {
  const accountId = requireUser(ctx.actor)
  await transact(ctx.db, async (tx) => {
    if (on) await follow(tx, accountId, target)
    else await deleteFollow(tx, accountId, target)
  })
  return { following: on }
}

async function follow(tx: Kysely<Database>, accountId: number, target: FollowTarget) {
  await requireTarget(tx, accountId, target)
  if (!(await lockLists(tx, accountId))) throw new AppError('UNAUTHENTICATED')
  const result = await insertFollow(tx, accountId, target)
  if (result === 'full') throw badTarget('/target', `you follow ${MAX_FOLLOWS} already`)
  if (result === 'new' && target.kind === 'account') {
    await notify(tx, { accountId: target.id, kind: 'follow', actorId: accountId, detail: {} })
  }
}

async function requireTarget(tx: Kysely<Database>, accountId: number, target: FollowTarget) {
  if (target.kind === 'product') await requireProduct(tx, target.id)
  if (target.kind !== 'account') return
  if (target.id === accountId) throw badTarget('/target/id', 'this is you')
  await lockPair(tx, accountId, target.id)
  if (!(await holdAccount(tx, { id: target.id, onlyUsers: true }))) {
    throw new AppError('ACCOUNT_NOT_FOUND', {
      fields: [{ pointer: '/target/id', message: 'no such account' }],
    })
  }
  if (await isBlockedBetween(tx, accountId, target.id)) throw new AppError('BLOCKED')
}

const badTarget = (pointer: string, message: string) =>
  new AppError('BAD_INPUT', { fields: [{ pointer, message }] })
