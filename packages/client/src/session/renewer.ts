import type { Outcome } from '../call.ts'
import { type RetryBudget, type RetryPolicy, withRetries } from '../retry.ts'
import type { Settings } from '../settings.ts'
import type { AuthTracker } from './auth-tracker.ts'
import type { Means } from './means.ts'
import type { Tabs } from './tabs.ts'

/** What was known of the session when a call was sent. */
export interface Seen {
  readonly identity: number
  readonly renewals: number
  readonly mark: string
}

/**
 * `own`: by this process just now. `known`: by others, or before. `none`: there is nothing to renew, or it
 * is another's session by now.
 */
export type Renewal = 'own' | 'known' | 'none'

// The server answers the same token with the same successor, so an attempt that got no answer is repeated.
const POLICY: RetryPolicy = { max: 3, baseDelayMs: 200, maxDelayMs: 10_000 }
// There is one renewal at a time, and calls wait for it.
const BUDGET: RetryBudget = { spend: () => true, earn() {} }

/** Renews the tokens of a session, once for all calls of all tabs that need it. */
export class Renewer {
  readonly #means: Means
  readonly #tracker: AuthTracker
  #running: { readonly identity: number; readonly outcome: Promise<Outcome<Renewal>> } | undefined

  constructor(means: Means, tracker: AuthTracker) {
    this.#means = means
    this.#tracker = tracker
  }

  look(): Seen {
    const { identity, renewals } = this.#tracker
    return { identity, renewals, mark: this.#means.mark?.() ?? '' }
  }

  /** Renews what was `seen`. `given` are the settings of the client that asks. Never rejects. */
  renew(seen: Seen, given: Settings, tabs: Tabs): Promise<Outcome<Renewal>> {
    const { identity, state } = this.#tracker
    if (seen.identity !== identity || !this.#means.canRenew(state)) return answer('none')
    if (this.#isPast(seen)) return answer('known')
    if (this.#running?.identity !== identity) {
      const running = { identity, outcome: this.#renewInTurn(given, tabs) }
      this.#running = running
      void running.outcome.finally(() => {
        if (this.#running === running) this.#running = undefined
      })
    }
    return this.#running.outcome
  }

  #renewInTurn(given: Settings, tabs: Tabs): Promise<Outcome<Renewal>> {
    const seen = this.look()
    const attempt = async (waited: boolean): Promise<Outcome<Renewal>> => {
      if (waited && !this.#isPast(seen)) await tabs.news()
      if (this.#tracker.identity !== seen.identity) return answer('none')
      if (this.#isPast(seen)) return answer('known')
      const limit = new AbortController()
      const timer = setTimeout(() => limit.abort(), tabs.attemptMs)
      const outcome = await this.#means.renew(given, limit.signal)
      clearTimeout(timer)
      return await this.#conclude(outcome, tabs)
    }
    return withRetries(() => tabs.alone(attempt), {
      policy: POLICY,
      budget: BUDGET,
      signal: new AbortController().signal,
    })
  }

  async #conclude(
    outcome: Awaited<ReturnType<Means['renew']>>,
    tabs: Tabs,
  ): Promise<Outcome<Renewal>> {
    if (outcome.ok && outcome.data !== 'gone') {
      // Known as signed out, but it renews: somebody signed in where no news come from.
      const news = this.#tracker.state === 'signed-out' ? 'signed-in' : 'renewed'
      this.#tracker.learn(news)
      if (outcome.data === 'renewed') tabs.tell(news)
      return answer(outcome.data === 'renewed' ? 'own' : 'known')
    }
    if (!outcome.ok && outcome.error.code !== 'SESSION_ENDED') return outcome
    if (!outcome.ok) await this.#means.end?.()
    this.#tracker.learn('signed-out')
    tabs.tell('signed-out')
    return outcome.ok ? answer('none') : outcome
  }

  #isPast(seen: Seen): boolean {
    const { renewals, mark } = this.look()
    return seen.renewals !== renewals || seen.mark !== mark
  }
}

function answer(renewal: Renewal): Promise<Outcome<Renewal>> {
  return Promise.resolve({ ok: true, data: renewal })
}
