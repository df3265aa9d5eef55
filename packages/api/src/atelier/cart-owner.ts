import { ANONYMOUS } from '@loadout/core'
import { sourceGuest } from '@loadout/core/accounts'
import { type Caller, guestOf } from '../auth/guest-of.ts'
import type { Kit } from '../kit.ts'
import type { Call } from './endpoint.ts'

/**
 * Whose cart it is: the guest's with the cookie; else that of whoever sends the same `Authorization`, whatever
 * it holds, as with the original server; else nobody's yet. Of the header only a hash is kept.
 */
export async function cartOwner(
  kit: Kit,
  { c }: Call,
  { writes }: { readonly writes: boolean },
): Promise<Caller> {
  const { services } = kit.deps
  const { headers } = c.req.raw
  const authorization = headers.get('authorization')
  if (authorization === null || (await kit.guests.find(headers)) !== null) {
    return guestOf(kit, c.req.raw, { writes })
  }
  const hash = services.codec.sha256(new TextEncoder().encode(authorization))
  const actor = await sourceGuest(services, `atelier-auth:${hash}`, { create: writes })
  return { actor: actor ?? ANONYMOUS, cookie: null }
}
