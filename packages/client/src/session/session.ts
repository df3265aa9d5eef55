import type { SendCall } from '../batcher.ts'
import type { Settings } from '../settings.ts'

export type AuthState = 'signed-in' | 'signed-out'
export type AuthListener = (state: AuthState) => void

/** Keeps the caller of a client signed in. Clients of one server may share one. */
export interface Session {
  /** What is known without asking the server. */
  state(): AuthState | 'unknown'
  /**
   * Calls `listener` when somebody signs in or out, in another tab too, and when it becomes known who is
   * signed in. Returns what ends this.
   */
  onAuthChange(listener: AuthListener): () => void
  /** For the client that it is given to. */
  attach(settings: Settings): Attached
}

/** What a session makes of a client. */
export interface Attached {
  readonly settings: Settings
  /** Sends calls again that came back because their access token was no longer good. */
  readonly around: (send: SendCall) => SendCall
  /** Changes when somebody signs in or out: what was asked before is not the present caller's. */
  readonly identity: () => number
}
