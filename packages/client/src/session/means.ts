import type { Call, Outcome } from '../call.ts'
import type { Settings } from '../settings.ts'
import type { News } from './auth-tracker.ts'
import type { AuthState } from './session.ts'

/**
 * What the tokens of a session are kept in, and how they are renewed there. `adopted`: there were newer
 * ones already. `gone`: there are none any more.
 */
export interface Means {
  /** Whether a call with a token that is over fails even where no token is needed. */
  readonly isRefusedEverywhere?: boolean
  /** The settings of a client that calls with the tokens. */
  equip(settings: Settings): Settings
  /** What can be told without asking the server. */
  state(): AuthState | 'unknown'
  canRenew(state: AuthState | 'unknown'): boolean
  /** One attempt. Never rejects. */
  renew(settings: Settings, signal: AbortSignal): Promise<Outcome<'renewed' | 'adopted' | 'gone'>>
  /** What a call of `auth` that went well has changed. Never rejects. */
  changed(path: string, data: unknown): Promise<News | undefined>
  /** Whether the access token has run out (`now`) or is about to. Never rejects. */
  due?(): Promise<'now' | 'soon' | undefined>
  /** Anything that is another one after every renewal, whoever made it. */
  mark?(): string
  /** A call of `auth` as it is to be sent. */
  prepare?(call: Call): Call
  /** The server has ended the session. Never rejects. */
  end?(): Promise<void>
  /** Others have changed the tokens. */
  forget?(): void
}

/** Calls that change who is signed in, when they go well. */
export function signsIn(path: string): boolean {
  return path === 'auth.login' || path === 'auth.register'
}

export function signsOut(path: string): boolean {
  return path.startsWith('auth.logout')
}
