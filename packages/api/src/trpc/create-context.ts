import { type Actor, actorName } from '@loadout/core'
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
    // Who is nobody signs in, which has limits of its own.
    inTurn: (write) => (actor.kind === 'anonymous' ? write() : kit.turns(actorName(actor), write)),
    signal: call.deadline.signal,
    streams: kit.streams,
    observe: kit.metrics.observeCall,
    probes: { redis: kit.deps.pingRedis, version: kit.deps.version },
  }
}
