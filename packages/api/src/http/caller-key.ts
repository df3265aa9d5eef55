import type { Actor } from '@loadout/core'

/** Whom a rate limit counts: the key if there is one, else the address. */
export function callerKey(actor: Actor, clientAddress: string): string {
  return actor.kind === 'api-key' ? `key:${actor.keyId}` : `address:${clientAddress}`
}
