import type { SendCall } from './batcher.ts'
import type { Call, Outcome } from './call.ts'

/** A call under way, and how many callers wait for it. */
export interface Flight {
  readonly outcome: Promise<Outcome>
  /** One caller has gone; when the last one has, the call is dropped. */
  leave(): void
}

/** Identical queries of one `identity` share one flight; a mutation always has its own. */
export function createFlights(
  send: SendCall,
  identity: () => number = () => 0,
): (call: Call) => Flight {
  const shared = new Map<string, SharedFlight>()

  return (call) => {
    if (call.kind === 'mutation') return new SharedFlight(call, send)
    const key = `${identity()} ${call.path} ${call.json ?? ''}`
    const known = shared.get(key)
    if (known !== undefined) return known.join()
    const flight = new SharedFlight(call, send, () => {
      if (shared.get(key) === flight) shared.delete(key)
    })
    shared.set(key, flight)
    return flight
  }
}

class SharedFlight implements Flight {
  readonly outcome: Promise<Outcome>
  readonly #controller = new AbortController()
  readonly #onEnd: () => void
  #callers = 1

  constructor(call: Call, send: SendCall, onEnd: () => void = () => {}) {
    this.#onEnd = onEnd
    this.outcome = send(call, this.#controller.signal).finally(onEnd)
  }

  join(): this {
    this.#callers += 1
    return this
  }

  leave(): void {
    this.#callers -= 1
    if (this.#callers > 0) return
    this.#onEnd()
    this.#controller.abort()
  }
}
