import type { SendCall } from '../batcher.ts'
import type { Call, Outcome } from '../call.ts'
import { createRetryBudget, type RetryPolicy, withRetries } from '../retry.ts'
import type { Settings } from '../settings.ts'
import { AuthTracker } from './auth-tracker.ts'
import type { Means } from './means.ts'
import type { Attached, AuthListener, Session } from './session.ts'
import type { OpenTabs, Tabs } from './tabs.ts'

// The server answers the same token with the same successor, so an attempt that got no answer is repeated.
const ATTEMPT_MS = 8_000
const POLICY: RetryPolicy = { max: 3, baseDelayMs: 200, maxDelayMs: 10_000 }

/** What was known of the session when a call was sent. */
interface Seen {
  readonly identity: number
  readonly renewals: number
  readonly mark: string
}

/**
 * `own`: by this process just now. `known`: by others, or before. `none`: there is nothing to renew, or it
 * is another's session by now; the call keeps its error.
 */
type Renewal = 'own' | 'known' | 'none'

/**
 * The life of a session, whatever its tokens are kept in. A call that comes back as UNAUTHENTICATED was not
 * executed: the tokens are renewed, once for all calls of all tabs, and it is sent again. Only the server's
 * SESSION_ENDED ends a session: lost races and lost answers never do.
 */
export class LiveSession implements Session {
  readonly #means: Means
  readonly #openTabs: OpenTabs
  readonly #tracker = new AuthTracker()
  readonly #budget = createRetryBudget()
  #tabs: Tabs | undefined
  #renewal: Promise<Outcome<Renewal>> | undefined

  constructor(means: Means, openTabs: OpenTabs) {
    this.#means = means
    this.#openTabs = openTabs
  }

  state(): ReturnType<Session['state']> {
    return this.#tracker.state
  }

  onAuthChange(listener: AuthListener): () => void {
    return this.#tracker.listen(listener)
  }

  attach(given: Settings): Attached {
    const settings = this.#means.equip(given)
    this.#tabs ??= this.#openTabs(given.endpoint, (news) => {
      this.#means.forget?.()
      this.#tracker.learn(news)
    })
    const tabs = this.#tabs
    this.#orient()
    return {
      settings,
      around: (send) => (call, signal) => this.#keepSending({ send, given, tabs }, call, signal),
      identity: () => this.#tracker.identity,
    }
  }

  async #keepSending(via: Via, call: Call, signal: AbortSignal): Promise<Outcome> {
    await this.#renewWhenDue(via)
    for (let resends = 0, isLast = false; ; resends += 1) {
      const seen = this.#look()
      const outcome = await this.#send(via, call, signal)
      if (isLast || outcome.ok || outcome.error.code !== 'UNAUTHENTICATED') return outcome
      const renewal = await this.#renew(via, seen)
      if (!renewal.ok) return renewal
      if (renewal.data === 'none') return outcome
      // Others may have renewed before this call was sent: then it has its own renewal to come.
      isLast = renewal.data === 'own' || resends === 1
    }
  }

  /** Calls that change the session never overlap a renewal: the later answer would undo the other's. */
  #send({ send, tabs }: Via, call: Call, signal: AbortSignal): Promise<Outcome> {
    if (call.kind === 'query' || !call.path.startsWith('auth.')) return send(call, signal)
    return tabs.alone(async () => {
      const outcome = await send(this.#means.prepare?.(call) ?? call, signal)
      const news = outcome.ok ? await this.#means.changed(call.path, outcome.data) : undefined
      if (news !== undefined) {
        this.#tracker.learn(news)
        tabs.tell(news)
      }
      return outcome
    })
  }

  async #renewWhenDue(via: Via): Promise<void> {
    const due = await this.#means.due?.()
    this.#orient()
    if (due === undefined) return
    const renewal = this.#renew(via, this.#look())
    if (due === 'now') await renewal
  }

  #orient(): void {
    const state = this.#tracker.state === 'unknown' ? this.#means.state() : 'unknown'
    if (state !== 'unknown') this.#tracker.learn(state === 'signed-in' ? 'renewed' : state)
  }

  #renew(via: Via, seen: Seen): Promise<Outcome<Renewal>> {
    const { identity, state } = this.#tracker
    if (seen.identity !== identity || !this.#means.canRenew(state)) return answer('none')
    if (this.#isPast(seen)) return answer('known')
    this.#renewal ??= this.#renewInTurn(via).finally(() => {
      this.#renewal = undefined
    })
    return this.#renewal
  }

  #renewInTurn({ given, tabs }: Via): Promise<Outcome<Renewal>> {
    const seen = this.#look()
    const attempt = async (waited: boolean): Promise<Outcome<Renewal>> => {
      if (waited && !this.#isPast(seen)) await tabs.news()
      if (this.#tracker.identity !== seen.identity) return answer('none')
      if (this.#isPast(seen)) return answer('known')
      const limit = new AbortController()
      const timer = setTimeout(() => limit.abort(), ATTEMPT_MS)
      const outcome = await this.#means.renew(given, limit.signal)
      clearTimeout(timer)
      // Somebody signed in or out meanwhile: this is the outcome of a session that is no more.
      if (this.#tracker.identity !== seen.identity) return answer('none')
      return await this.#conclude(outcome, tabs)
    }
    return withRetries(() => tabs.alone(attempt), {
      policy: POLICY,
      budget: this.#budget,
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

  #look(): Seen {
    const { identity, renewals } = this.#tracker
    return { identity, renewals, mark: this.#means.mark?.() ?? '' }
  }

  #isPast(seen: Seen): boolean {
    const { renewals, mark } = this.#look()
    return seen.renewals !== renewals || seen.mark !== mark
  }
}

/** The ways of one client. */
interface Via {
  readonly send: SendCall
  /** Settings without the session's part. */
  readonly given: Settings
  readonly tabs: Tabs
}

function answer(renewal: Renewal): Promise<Outcome<Renewal>> {
  return Promise.resolve({ ok: true, data: renewal })
}
