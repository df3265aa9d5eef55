import type { Actor } from '../actor.ts'
import type { Services } from '../context.ts'
import { findSourceGuest, insertSourceGuest } from './guest-queries.ts'

/**
 * The guest that another system calls `source`, e.g. `atelier:1234`: somebody without a token of ours. Null
 * when there is none; with `create`, one is made.
 */
export async function sourceGuest(
  { db }: Pick<Services, 'db'>,
  source: string,
  { create }: { readonly create: boolean },
): Promise<Actor | null> {
  const accountId =
    (await findSourceGuest(db, source)) ?? (create ? await insertSourceGuest(db, source) : null)
  return accountId === null ? null : { kind: 'account', accountId, role: 'guest' }
}
