import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { transact } from '../db/transaction.ts'
import { AppError } from '../errors.ts'
import { type Block, deleteBlock, insertBlock } from './block-queries.ts'
import { MAX_BLOCKS, type setBlockInput, type setBlockOutput } from './contract.ts'
import { deleteFollowsBetween } from './follow-queries.ts'
import { holdAccount, lockLists, lockPair } from './lock-queries.ts'

/**
 * Blocks or mutes somebody, or stops that; idempotent. After a block neither follows the other any more.
 * Throws ACCOUNT_NOT_FOUND, and BAD_INPUT for oneself and for more than MAX_BLOCKS.
 */
export async function setBlock(
  ctx: Ctx,
  { accountId: otherId, kind, on }: z.output<typeof setBlockInput>,
): Promise<z.output<typeof setBlockOutput>> {
  const accountId = requireUser(ctx.actor)
  if (otherId === accountId) throw badInput('this is you')
  const block = { accountId, otherId, kind }
  await transact(ctx.db, async (tx) => {
    if (on) await start(tx, block)
    else await deleteBlock(tx, block)
  })
  return { on }
}

async function start(tx: Kysely<Database>, block: Block): Promise<void> {
  const { accountId, otherId, kind } = block
  await lockPair(tx, accountId, otherId)
  if (!(await holdAccount(tx, { id: otherId, onlyUsers: false }))) {
    throw new AppError('ACCOUNT_NOT_FOUND', {
      fields: [{ pointer: '/accountId', message: 'no such account' }],
    })
  }
  if (!(await lockLists(tx, accountId))) throw new AppError('UNAUTHENTICATED')
  if (!(await insertBlock(tx, block))) throw badInput(`you have ${MAX_BLOCKS} already`)
  if (kind === 'block') await deleteFollowsBetween(tx, accountId, otherId)
}

const badInput = (message: string) =>
  new AppError('BAD_INPUT', { fields: [{ pointer: '/accountId', message }] })
