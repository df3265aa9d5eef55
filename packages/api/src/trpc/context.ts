import type { Ctx } from '@loadout/core'
import type { health } from '@loadout/core/ops'
import type { Streams } from '../live/streams.ts'
import type { Deadline } from './deadline.ts'
import type { SignIn } from './sign-in.ts'

/** A verb's context and what the transport needs around it. */
export interface TrpcContext extends Ctx {
  readonly signal: AbortSignal
  readonly requestId: string
  /** What callers from one address have in common, made when it is asked for; null: it does not matter. */
  readonly origin: () => string | null
  /** Sent with a write so that it is applied once, however often it comes. */
  readonly idempotencyKey: string | null
  /** Has a write wait for its turn among those of its account. */
  readonly inTurn: <Value>(write: () => Promise<Value>) => Promise<Value>
  /** For procedures that sign somebody in or out. */
  readonly signIn: SignIn
  readonly deadline: Deadline
  readonly streams: Pick<Streams, 'open'>
  readonly observe: ObserveCall
  readonly probes: HealthProbes
}

/** Told about every call: procedure, `OK` or an error code, milliseconds. */
export type ObserveCall = (path: string, code: string, milliseconds: number) => void

/** What only the process knows about itself, see core's `health`. */
export type HealthProbes = Parameters<typeof health>[1]
