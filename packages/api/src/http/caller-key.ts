import type { Actor } from '@loadout/core'

/** Whom a rate limit counts: the key or the account if there is one, else the address; guests cost nothing to be. */
export function callerKey(actor: Actor, clientAddress: string): string {
  if (actor.kind === 'api-key') return `key:${actor.keyId}`
  if (actor.kind === 'account' && actor.role !== 'guest') return `account:${actor.accountId}`
  return `address:${clientAddress}`
}
