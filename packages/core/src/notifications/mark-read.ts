import type { z } from 'zod'
import { requireAccount } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import type { markReadInput, markReadOutput } from './contract.ts'
import { writeRead } from './write-queries.ts'

/**
 * Marks what one was told as read: some of it, or all up to one. What has come in since is another one, with
 * another id, and stays unread. Idempotent; ids of other people are passed over.
 */
export async function markRead(
  ctx: Ctx,
  { ids, upTo }: z.output<typeof markReadInput>,
): Promise<z.output<typeof markReadOutput>> {
  const accountId = requireAccount(ctx.actor)
  const which = upTo === undefined ? { ids: ids ?? [] } : { upTo }
  return { marked: await transact(ctx.db, (tx) => writeRead(tx, accountId, which)) }
}
