export { createClient } from './create-client.ts'
export {
  type ClientErrorCode,
  type ErrorCode,
  type FieldError,
  isLoadoutError,
  LoadoutError,
  type LoadoutErrorOptions,
} from './errors.ts'
export type * from './generated/api.ts'
export type { ClientOptions } from './options.ts'
export type {
  CallOptions,
  CollectOptions,
  List,
  Mutation,
  MutationOptions,
  Page,
  Query,
  SubscribeOptions,
  Subscription,
} from './procedure.ts'
export type { RetryPolicy } from './retry.ts'
export { type Safe, safe } from './safe.ts'
export { cookieSession } from './session/cookie-session.ts'
export type { AuthListener, AuthState, Session } from './session/session.ts'
export { type SessionTokens, type TokenStore, tokenSession } from './session/token-session.ts'
export type { BatchLimits, Fetch, RequestHeaders } from './settings.ts'
