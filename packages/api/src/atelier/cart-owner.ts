import { ANONYMOUS } from '@loadout/core'
import { sourceGuest } from '@loadout/core/accounts'
import { type Caller, visitorHere, visitorOf } from '../auth/guest-of.ts'
import type { Kit } from '../kit.ts'
import type { Call } from './endpoint.ts'

/**
 * Whose cart it is: that of who has signed in, or the guest's with the cookie; else that of whoever sends the same `Authorization`, whatever
 * it holds, as with the original server; else nobody's yet. Of the header only a hash is kept.
 */
export async function cartOwner(
  kit: Kit,
  { c }: Call,
  { writes }: { readonly writes: boolean },
): Promise<Caller> {
  const { services } = kit.deps
  const authorization = c.req.header('authorization')
  if (authorization === undefined || (await kit.guests.find(visitorOf(kit, c))) !== null) {
    return visitorHere(kit, c, { writes })
  }
  const hash = services.codec.sha256(new TextEncoder().encode(authorization))
  const source = `atelier-auth:${hash}`
  const known = await sourceGuest(services, source, { create: false })
  if (known !== null || !writes) return { actor: known ?? ANONYMOUS, cookie: null }
  await kit.limits.take('guest', `address:${c.var.clientAddress}`, 1)
  const fresh = await sourceGuest(services, source, { create: true })
  return { actor: fresh ?? ANONYMOUS, cookie: null }
}
