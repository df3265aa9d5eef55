import { createBatcher } from './batcher.ts'
import { type Call, encodeInput } from './call.ts'
import { aborted } from './errors.ts'
import { createFlights } from './flights.ts'
import type { MutationOptions } from './procedure.ts'
import { createRetryBudget, withRetries } from './retry.ts'
import type { Session } from './session/session.ts'
import type { Settings } from './settings.ts'
import { createSubscribe, type Subscribe } from './stream/subscribe.ts'
import { waitFor } from './wait.ts'

export type Invoke = (
  target: Pick<Call, 'kind' | 'path'>,
  input: unknown,
  options?: MutationOptions,
) => Promise<unknown>

/** What a client does: calls, and subscriptions. */
export interface Caller {
  readonly invoke: Invoke
  readonly subscribe: Subscribe
}

/** The life of a call: caller -> shared flight -> retries -> session -> batch of its tick -> request. */
export function createCaller(settings: Settings, session?: Session): Caller {
  const attached = session?.attach(settings)
  const batcher = createBatcher(attached?.settings ?? settings)
  const send = attached?.around(batcher) ?? batcher
  const budget = createRetryBudget()
  const fly = createFlights((call, signal) => {
    const safeToRepeat = call.kind === 'query' || call.idempotencyKey !== undefined
    if (!safeToRepeat) return send(call, signal)
    return withRetries(() => send(call, signal), { policy: settings.retry, budget, signal })
  }, attached?.identity)

  const subscribe = createSubscribe({
    settings: attached?.settings ?? settings,
    around: attached?.around ?? ((unchanged) => unchanged),
    identity: attached?.identity ?? (() => 0),
    onAuthChange: (listener) => session?.onAuthChange(listener) ?? (() => {}),
  })

  return {
    async invoke(target, input, options = {}) {
      const { signal, timeoutMs = settings.timeoutMs, idempotencyKey } = options
      if (signal?.aborted) throw aborted(signal)
      const flight = fly({ ...target, json: encodeInput(input), idempotencyKey })
      return waitFor(flight, { signal, timeoutMs })
    },
    subscribe,
  }
}
