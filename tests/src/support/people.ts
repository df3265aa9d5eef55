import type { Actor, Ctx, Role } from '@loadout/core'
import { createUser } from '@loadout/core/accounts'

let made = 0

export interface Person extends Ctx {
  readonly accountId: number
  readonly name: string
}

/** The same services, called by somebody who has signed up, long enough ago to be no new account. */
export async function asPerson(
  ctx: Ctx,
  {
    role = 'user',
    createdAt = new Date('2026-01-01T00:00:00Z'),
  }: { readonly role?: Exclude<Role, 'guest'>; readonly createdAt?: Date } = {},
): Promise<Person> {
  made += 1
  const name = `Person ${made}`
  const { id: accountId } = await ctx.db
    .insertInto('account')
    .values({
      kind: 'user',
      role,
      display_name: name,
      name_key: `person-${made}`,
      created_at: createdAt,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const actor: Actor = { kind: 'account', accountId, role }
  return { ...ctx, actor, accountId, name }
}

/** The same call, so many milliseconds later. */
export const later = <Known extends Ctx>(ctx: Known, ms: number): Known => ({
  ...ctx,
  clock: { now: () => new Date(ctx.clock.now().getTime() + ms) },
})

const USER_PASSWORD = 'seven wet otters'

/** The same, with a password to prove it, which costs its hash. */
export async function asUser(
  ctx: Ctx,
  { role = 'user' }: { readonly role?: 'user' | 'moderator' | 'admin' } = {},
): Promise<
  Ctx & { readonly accountId: number; readonly password: string; readonly email: string }
> {
  made += 1
  const email = `user-${made}@example.org`
  const { id: accountId } = await createUser(
    { ...ctx, actor: { kind: 'system', name: 'test' } },
    { email, name: `User ${made} of ${role}`, password: USER_PASSWORD, role },
  )
  const actor: Actor = { kind: 'account', accountId, role }
  return { ...ctx, actor, accountId, email, password: USER_PASSWORD }
}
