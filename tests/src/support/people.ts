import type { Actor, Ctx, Role } from '@loadout/core'

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
