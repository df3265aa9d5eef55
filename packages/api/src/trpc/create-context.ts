import type { Actor } from '@loadout/core'
import type { Kit } from '../kit.ts'
import type { TrpcContext } from './context.ts'
import type { Deadline } from './deadline.ts'
import type { SignIn } from './sign-in.ts'

/** What the procedures of one request get. */
export function createContext(
  kit: Kit,
  call: {
    readonly actor: Actor
    readonly deadline: Deadline
    readonly requestId: string
    readonly idempotencyKey: string | null
    readonly origin: () => string | null
    readonly signIn: SignIn
  },
): TrpcContext {
  const { actor } = call
  return {
    ...kit.deps.services,
    ...call,
    // Keys are given to machines, which may have much to write at a time; who is nobody signs in, which has limits.
    inTurn: (write) => (actor.kind === 'account' ? kit.turns(actor.accountId, write) : write()),
    signal: call.deadline.signal,
    observe: kit.metrics.observeCall,
    probes: { redis: kit.deps.pingRedis, version: kit.deps.version },
  }
}
