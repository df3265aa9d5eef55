import type { LoadoutError } from '../errors.ts'

/** What a stream says. Newer servers have types that this version does not know. */
export interface StreamEvent {
  readonly type: string
}

// Who takes fewer than are said would keep them all.
const MAX_WAITING = 1_000

const RESYNC: StreamEvent = { type: 'resync' }

/** Takes the events of a stream one by one; they wait for it, and nobody else does. */
export class Subscriber {
  #waiting: StreamEvent[] = []
  #hasStarted: boolean
  #end: { readonly error: LoadoutError | undefined } | undefined
  #wake = (): void => {}

  /** `hasStarted`: it goes on after an event that it has got before. */
  constructor(hasStarted: boolean) {
    this.#hasStarted = hasStarted
  }

  hear(event: StreamEvent): void {
    // A stream that begins again has missed what was said in between.
    const own = event.type === 'start' && this.#hasStarted ? RESYNC : event
    this.#hasStarted = true
    if (this.#waiting.length < MAX_WAITING) this.#waiting.push(own)
    else this.#waiting = [RESYNC]
    this.#wake()
  }

  /** What waits was said to somebody else. */
  forget(): void {
    this.#waiting = []
  }

  /** After what waits; at once with `leaving`. The first end counts. */
  end(error?: LoadoutError, { leaving = false } = {}): void {
    this.#end ??= { error }
    if (leaving) this.forget()
    this.#wake()
  }

  /** Rejects with the error that it ended with. */
  async *events(): AsyncGenerator<StreamEvent, void, undefined> {
    for (;;) {
      const event = this.#waiting.shift()
      if (event !== undefined) yield event
      else if (this.#end === undefined) await this.#news()
      else if (this.#end.error === undefined) return
      else throw this.#end.error
    }
  }

  #news(): Promise<void> {
    return new Promise((resolve) => {
      this.#wake = resolve
    })
  }
}
