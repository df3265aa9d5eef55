import { LoadoutError } from './errors.ts'

/** One procedure call on its way to the server. */
export interface Call {
  readonly kind: 'query' | 'mutation'
  /** `stats.roleBoard` */
  readonly path: string
  /** The input as JSON; undefined when there is none. */
  readonly json: string | undefined
  readonly idempotencyKey: string | undefined
}

/** How a call ended. Errors are values here and are thrown only to the caller. */
export type Outcome<Data = unknown> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: LoadoutError }

/** Throws BAD_INPUT for what JSON cannot say (a cycle, a bigint). */
export function encodeInput(input: unknown): string | undefined {
  try {
    return JSON.stringify(input)
  } catch (cause) {
    throw new LoadoutError('BAD_INPUT', 'The input cannot be written as JSON', { cause })
  }
}
