import type { SendCall } from '../batcher.ts'
import type { Call, Outcome } from '../call.ts'
import type { LoadoutError } from '../errors.ts'
import type { Settings } from '../settings.ts'
import { AuthTracker } from './auth-tracker.ts'
import { type Means, signsIn } from './means.ts'
import { Renewer } from './renewer.ts'
import type { Attached, AuthListener, Session } from './session.ts'
import type { OpenTabs, Tabs } from './tabs.ts'

/**
 * The life of a session, whatever its tokens are kept in. A call that comes back as UNAUTHENTICATED was not
 * executed: the tokens are renewed, and it is sent again. Only the server's SESSION_ENDED ends a session:
 * lost races and lost answers never do.
 */
export class LiveSession implements Session {
  readonly #means: Means
  readonly #openTabs: OpenTabs
  readonly #tracker = new AuthTracker()
  readonly #renewer: Renewer
  #tabs: Tabs | undefined

  constructor(means: Means, openTabs: OpenTabs) {
    this.#means = means
    this.#openTabs = openTabs
    this.#renewer = new Renewer(means, this.#tracker)
  }

  state(): ReturnType<Session['state']> {
    return this.#tracker.state
  }

  onAuthChange(listener: AuthListener): () => void {
    return this.#tracker.listen(listener)
  }

  attach(given: Settings): Attached {
    const settings = this.#means.equip(given)
    this.#tabs ??= this.#openTabs(`loadout ${given.endpoint}`, (news) => {
      this.#means.forget?.()
      this.#tracker.learn(news)
    })
    const tabs = this.#tabs
    this.#orient()
    return {
      settings,
      around: (send) => (call, signal) => this.#keepSending({ send, given, tabs, signal }, call),
      identity: () => this.#tracker.identity,
    }
  }

  /** What can be told without asking the server. */
  #orient(): void {
    const state = this.#tracker.state === 'unknown' ? this.#means.state() : 'unknown'
    if (state !== 'unknown') this.#tracker.learn(state === 'signed-in' ? 'renewed' : state)
  }

  async #keepSending(via: Via, call: Call): Promise<Outcome> {
    await this.#renewWhenDue(via)
    for (let resends = 0, isLast = false; ; resends += 1) {
      const seen = this.#renewer.look()
      const outcome = await this.#send(via, call)
      if (isLast || outcome.ok || outcome.error.code !== 'UNAUTHENTICATED') return outcome
      const renewal = await this.#renewer.renew(seen, via.given, via.tabs)
      if (!renewal.ok) return await this.#sendWithout(via, call, renewal.error)
      if (renewal.data === 'none') return outcome
      // Others may have renewed before this call was sent: then it has its own renewal to come.
      isLast = renewal.data === 'own' || resends === 1
    }
  }

  async #renewWhenDue({ given, tabs }: Via): Promise<void> {
    const due = await this.#means.due?.()
    this.#orient()
    if (due === undefined) return
    const renewal = this.#renewer.renew(this.#renewer.look(), given, tabs)
    if (due === 'now') await renewal
  }

  /** Calls that change the session never overlap a renewal: the later answer would undo the other's. */
  #send({ send, signal, tabs }: Via, call: Call): Promise<Outcome> {
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

  /**
   * The tokens could not be renewed. A token whose session is over is refused even by what is public: that
   * may still be read, and to sign in. Changes are not made in the name of nobody.
   */
  async #sendWithout(via: Via, call: Call, error: LoadoutError): Promise<Outcome> {
    const isOver = error.code === 'SESSION_ENDED' && this.#means.isRefusedEverywhere
    const isFree = call.kind === 'query' || signsIn(call.path)
    const outcome = isOver && isFree ? await this.#send(via, call) : undefined
    const isNeeded = outcome?.ok === false && outcome.error.code === 'UNAUTHENTICATED'
    return outcome === undefined || isNeeded ? { ok: false, error } : outcome
  }
}

/** The ways of one call. */
interface Via {
  readonly send: SendCall
  /** Settings without the session's part. */
  readonly given: Settings
  readonly tabs: Tabs
  readonly signal: AbortSignal
}
