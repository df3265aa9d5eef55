import type { AuthListener, AuthState } from './session.ts'

/** What one tab has to tell the others. `renewed`: the same session has new tokens. */
export type News = AuthState | 'renewed'

/** What is known of a session, counted: who compares the counts of then and now needs no clock. */
export class AuthTracker {
  state: AuthState | 'unknown' = 'unknown'
  /** Sign-ins and sign-outs. */
  identity = 0
  /** Renewals of the tokens. */
  renewals = 0
  readonly #listeners = new Set<AuthListener>()

  listen(listener: AuthListener): () => void {
    // One function may be given twice, and each is ended by itself.
    const own: AuthListener = (state) => listener(state)
    this.#listeners.add(own)
    return () => {
      this.#listeners.delete(own)
    }
  }

  learn(news: News): void {
    if (news === 'renewed') {
      this.renewals += 1
      // News of another tab may be older than a sign-out.
      if (this.state === 'unknown') this.#become('signed-in')
    } else if (news === 'signed-in' || this.state !== news) {
      this.identity += 1
      this.#become(news)
    }
  }

  /** What the listeners throw is theirs, and they may call the client. */
  #become(state: AuthState): void {
    this.state = state
    queueMicrotask(() => {
      for (const listener of this.#listeners) queueMicrotask(() => listener(state))
    })
  }
}
