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
export type { BatchLimits, ClientOptions, Fetch, RequestHeaders } from './options.ts'
export type {
  CallOptions,
  CollectOptions,
  List,
  Mutation,
  MutationOptions,
  Page,
  Query,
} from './procedure.ts'
export type { RetryPolicy } from './retry.ts'
export { type Safe, safe } from './safe.ts'
