import type { z } from 'zod'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { AppError } from '../errors.ts'
import type { profileSchema } from './contract.ts'
import { type Credential, credentialOf } from './credential-queries.ts'

export type Profile = z.output<typeof profileSchema>

/** One's own account. Throws UNAUTHENTICATED. */
export async function profile(ctx: Ctx): Promise<Profile> {
  const credential = await credentialOf(ctx.db, requireUser(ctx.actor))
  if (credential === undefined) throw new AppError('UNAUTHENTICATED')
  return toProfile(credential)
}

export function toProfile(credential: Credential): Profile {
  return {
    id: credential.accountId,
    name: credential.name ?? '',
    email: credential.email,
    emailVerified: credential.emailVerifiedAt !== null,
    role: credential.role,
    secondFactor: credential.totpConfirmedAt !== null,
    createdAt: credential.createdAt.toISOString(),
  }
}
