import type { z } from 'zod'
import { requireUser } from '../actor.ts'
import { touchPostsOf } from '../changes/index.ts'
import type { Ctx } from '../context.ts'
import { isDuplicateKey, transact } from '../db/transaction.ts'
import { takenError } from './add-user.ts'
import type { updateProfileInput } from './contract.ts'
import { updateName } from './credential-queries.ts'
import { nameKey } from './name-key.ts'
import { type Profile, profile } from './profile.ts'
import { requireUnofficial } from './require-unofficial.ts'

/** Another display name. Throws UNAUTHENTICATED, and NAME_TAKEN also for one that looks like another's. */
export async function updateProfile(
  ctx: Ctx,
  { name }: z.output<typeof updateProfileInput>,
): Promise<Profile> {
  const accountId = requireUser(ctx.actor)
  requireUnofficial(name)
  try {
    await transact(ctx.db, async (tx) => {
      await updateName(tx, accountId, { name, nameKey: nameKey(name) })
      await touchPostsOf(tx, accountId)
    })
  } catch (error) {
    throw isDuplicateKey(error) ? takenError(error) : error
  }
  return await profile(ctx)
}
