import type { LoadoutError } from '../errors.ts'
import { jitter, pause } from '../retry.ts'
import { LONGEST_TIMER_MS } from '../wait.ts'
import { connect, type Plan } from './connection.ts'
import { watchPage } from './page.ts'
import type { StreamEvent, Subscriber } from './subscriber.ts'

/** What the streams of a client have in common. */
export interface StreamContext extends Pick<Plan, 'settings' | 'around'> {
  /** Changes when somebody signs in or out. */
  readonly identity: () => number
  /** Calls `listener` after it may have. Returns what ends this. */
  readonly onAuthChange: (listener: () => void) => () => void
}

export interface StreamSubject {
  readonly path: string
  readonly input: Readonly<Record<string, unknown>>
  /** The event to go on after. */
  readonly lastEventId: string | undefined
}

/**
 * One stream for all who want the same of a client. It comes back by itself until the last one leaves or the server
 * refuses it for good; then `onEnd` is called. What is missed in between follows, or `resync` does.
 */
export class SharedStream {
  readonly #context: StreamContext
  readonly #subject: StreamSubject
  readonly #onEnd: () => void
  readonly #subscribers = new Set<Subscriber>()
  #lastEventId: string | undefined
  /** Whose request was the last one. */
  #askedAs = Number.NaN
  #state: 'new' | 'opening' | 'open' | 'pausing' = 'new'
  #openedAt: number | undefined
  /** Aborted to begin the next round at once. */
  #round = new AbortController()
  #stop = (): void => {}

  constructor(context: StreamContext, subject: StreamSubject, onEnd: () => void) {
    this.#context = context
    this.#subject = subject
    this.#onEnd = onEnd
    this.#lastEventId = subject.lastEventId
  }

  /** Returns what ends it; that may be called again. */
  join(subscriber: Subscriber): () => void {
    // Whatever happens from now on comes after the last event, even if that was on a line that is lost.
    const isUnderWay = this.#lastEventId !== undefined && !this.#isAnothers()
    if (this.#state !== 'new' && isUnderWay) subscriber.hear({ type: 'start' })
    this.#subscribers.add(subscriber)
    if (this.#state === 'new') void this.#run()
    return () => {
      if (this.#subscribers.delete(subscriber) && this.#subscribers.size === 0) this.#end()
    }
  }

  async #run(): Promise<void> {
    const page = watchPage(() => this.#round.abort())
    const deafen = this.#context.onAuthChange(() => this.#leaveAnothers())
    this.#stop = () => {
      page.stop()
      deafen()
    }
    for (let failures = 0; this.#subscribers.size > 0; ) {
      this.#round = new AbortController()
      const { signal } = this.#round
      this.#state = 'pausing'
      if (page.isAway()) await pause(LONGEST_TIMER_MS, signal)
      else failures = await this.#goRound(failures, signal)
    }
  }

  /** Connects, and stays as long as that lasts. Returns how often in a row it did not, so far. */
  async #goRound(failures: number, signal: AbortSignal): Promise<number> {
    this.#state = 'opening'
    const error = await connect(this.#plan, signal)
    this.#state = 'pausing'
    if (signal.aborted) return failures
    if (error?.code === 'UNAUTHENTICATED' && this.#isAnothers()) return failures
    if (error !== undefined && !this.#mayPass(error)) {
      for (const subscriber of this.#subscribers) subscriber.end(error)
      this.#subscribers.clear()
      this.#end()
      return failures
    }
    const hasHeld = error === undefined && Date.now() - (this.#openedAt ?? 0) >= HOLDING_MS
    const inARow = hasHeld ? 0 : failures
    await pause(delayMs(error, inARow), signal)
    return inARow + 1
  }

  get #plan(): Plan {
    const { path, input } = this.#subject
    return {
      ...this.#context,
      path,
      input: () => {
        if (this.#isAnothers()) this.#beginAnew()
        return { ...input, lastEventId: this.#lastEventId }
      },
      opened: () => {
        this.#state = 'open'
        this.#openedAt = Date.now()
        this.#leaveAnothers()
      },
      hear: (event, id) => this.#hear(event, id),
    }
  }

  #hear(event: StreamEvent, id: string): void {
    if (this.#leaveAnothers()) return
    if (id !== '') this.#lastEventId = id
    for (const subscriber of this.#subscribers) subscriber.hear(event)
  }

  #isAnothers(): boolean {
    return this.#askedAs !== this.#context.identity()
  }

  /** An opening decides for itself: it may be what has found out that a session is over. */
  #leaveAnothers(): boolean {
    if (this.#state === 'opening' || !this.#isAnothers()) return false
    for (const subscriber of this.#subscribers) subscriber.forget()
    this.#round.abort()
    return true
  }

  /** As another one, of whose events none was heard. */
  #beginAnew(): void {
    const isFirst = Number.isNaN(this.#askedAs)
    this.#askedAs = this.#context.identity()
    if (isFirst) return
    this.#lastEventId = undefined
    for (const subscriber of this.#subscribers) subscriber.forget()
  }

  /** Once it was open, an answer of somebody else is a proxy's or a hotel's, and passes. */
  #mayPass(error: LoadoutError): boolean {
    return error.retryable || (error.code === 'BAD_RESPONSE' && this.#openedAt !== undefined)
  }

  #end(): void {
    this.#stop()
    this.#round.abort()
    this.#onEnd()
  }
}

/** A connection that ends sooner counts as one that failed. */
const HOLDING_MS = 5_000

// All clients of a server that restarts are cut off in one moment: these spread them over a second at first.
const FIRST_DELAY_MS = 1_000
const MAX_DELAY_MS = 10_000

/** Nobody waits for longer than that, whatever the server asks for. */
const MAX_ASKED_MS = 3_600_000

function delayMs(error: LoadoutError | undefined, failures: number): number {
  const asked = Math.min((error?.retryAfterSeconds ?? 0) * 1000, MAX_ASKED_MS)
  return asked + jitter(Math.min(MAX_DELAY_MS, FIRST_DELAY_MS * 2 ** failures))
}
