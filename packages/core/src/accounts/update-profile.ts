import type { z } from 'zod'
import { requireUser } from '../actor.ts'
import { touchPostsOf } from '../changes/index.ts'
import { admitName } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { isDuplicateKey, transact } from '../db/transaction.ts'
import { takenError } from './add-user.ts'
import type { updateProfileInput } from './contract.ts'
import { updateName } from './credential-queries.ts'
import { nameKey } from './name-key.ts'
import { type Profile, profile } from './profile.ts'
import { requireUnofficial } from './require-unofficial.ts'

/**
 * Another display name. Throws UNAUTHENTICATED, MUTED, BANNED, NAME_TAKEN also for one that looks like another's, and
 * BAD_INPUT for one with an address or a word of the list in it.
 */
export async function updateProfile(
  ctx: Ctx,
  { name }: z.output<typeof updateProfileInput>,
): Promise<Profile> {
  const accountId = requireUser(ctx.actor)
  requireUnofficial(name)
  try {
    await transact(ctx.db, async (tx) => {
      await admitName(ctx, tx, { accountId, name })
      await updateName(tx, accountId, { name, nameKey: nameKey(name) })
      await touchPostsOf(tx, accountId)
    })
  } catch (error) {
    throw isDuplicateKey(error) ? takenError(error) : error
  }
  return await profile(ctx)
}
