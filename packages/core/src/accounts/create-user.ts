import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import { addUser, type UserInput } from './add-user.ts'
import { insertAudit } from './audit-queries.ts'
import { registerInput } from './contract.ts'
import { requireSystem } from './create-api-key.ts'
import { updateRole } from './credential-queries.ts'
import { type Profile, toProfile } from './profile.ts'

export interface NewUserInput {
  readonly email: string
  readonly name: string
  readonly password: string
  readonly role: 'user' | 'moderator' | 'admin'
}

/**
 * An account that the operator makes, with any role. Throws FORBIDDEN, EMAIL_TAKEN, NAME_TAKEN, and BAD_INPUT for an
 * address or a name that cannot be, or a weak password.
 */
export async function createUser(ctx: Ctx, { role, ...input }: NewUserInput): Promise<Profile> {
  requireSystem(ctx)
  return await addUser(ctx, validUser(input), {
    guestId: null,
    origin: null,
    async work(tx, user) {
      const { accountId } = user
      await updateRole(tx, accountId, role)
      await insertAudit(tx, {
        accountId,
        actor: 'system:operator',
        event: 'role-changed',
        detail: { role },
      })
      return toProfile({ ...user, role })
    },
  })
}

/** What `auth.register` would take. Throws BAD_INPUT with the fields. */
export function validUser(input: Omit<NewUserInput, 'role'>): UserInput {
  const parsed = registerInput.safeParse(input)
  if (parsed.success) return parsed.data
  const fields = parsed.error.issues.map(({ path, message }) => ({
    pointer: `/${path.join('/')}`,
    message,
  }))
  throw new AppError('BAD_INPUT', { fields })
}
