import { screenName } from '../community/index.ts'
import type { Ctx } from '../context.ts'
import { addUser, type UserInput } from './add-user.ts'
import type { ClientInfo } from './client-info.ts'
import { type Grant, grantOf, startSession } from './grant.ts'
import { type Profile, toProfile } from './profile.ts'
import { requireUnofficial } from './require-unofficial.ts'

export interface SignedIn {
  readonly profile: Profile
  readonly grant: Grant
}

/**
 * A new account, signed in, whose address is yet to be verified by the mail that goes out. A guest who
 * signs up keeps the row, and with it cart, votes and texts. Throws EMAIL_TAKEN, NAME_TAKEN (also for names that
 * read as the site's own), AUTH_BUSY, and BAD_INPUT for a password that anybody would guess or a name with an
 * address or a word of the list in it.
 */
export async function register(
  ctx: Ctx,
  input: UserInput,
  {
    client,
    guestId,
    origin = null,
  }: {
    readonly client: ClientInfo
    readonly guestId: number | null
    /** The same for accounts that may be one person, see `createGuest`; null: nothing is known. */
    readonly origin?: string | null
  },
): Promise<SignedIn> {
  requireUnofficial(input.name)
  // Before the database is asked anything: who is refused in a flood costs nothing more.
  ctx.passwords.requireRoom()
  await screenName(ctx, ctx.db, input.name)
  const { user, session } = await addUser(ctx, input, {
    guestId,
    origin,
    async work(tx, user) {
      const { accountId, role } = user
      return { user, session: await startSession(ctx, tx, { accountId, role, client }) }
    },
  })
  return { profile: toProfile(user), grant: await grantOf(ctx, session) }
}
