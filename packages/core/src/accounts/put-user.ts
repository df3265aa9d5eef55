import type { Ctx } from '../context.ts'
import { transact } from '../db/transaction.ts'
import { insertAudit } from './audit-queries.ts'
import { requireSystem } from './create-api-key.ts'
import { createUser, type NewUserInput, validUser } from './create-user.ts'
import {
  type Credential,
  findCredential,
  updatePassword,
  updateRole,
} from './credential-queries.ts'
import { emailKey } from './email-key.ts'
import { type Profile, toProfile } from './profile.ts'
import { endSessions } from './session-queries.ts'

/**
 * `createUser`, or, where the address has an account, that account with this password and role; a new password
 * ends its sessions. Run again it changes nothing. Throws as `createUser` does.
 */
export async function putUser(ctx: Ctx, input: NewUserInput): Promise<Profile> {
  requireSystem(ctx)
  const { email, password } = validUser(input)
  const found = await findCredential(ctx.db, { emailKey: emailKey(email) })
  if (found === undefined) return await createUser(ctx, input)
  const isKnown = await ctx.passwords.verify(found.passwordHash, password)
  if (!isKnown) await resetTo(ctx, found, password)
  if (found.role !== input.role) await updateRole(ctx.db, found.accountId, input.role)
  return toProfile({ ...found, role: input.role })
}

async function resetTo(ctx: Ctx, { accountId }: Credential, password: string): Promise<void> {
  const hash = await ctx.passwords.hash(password)
  await transact(ctx.db, async (tx) => {
    await updatePassword(tx, accountId, hash)
    await endSessions(tx, accountId, { reason: 'password' })
    await insertAudit(tx, { accountId, actor: 'system:operator', event: 'password-reset' })
  })
}
