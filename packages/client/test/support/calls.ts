import { createCaller } from '../../src/caller.ts'
import type { LoadoutError } from '../../src/errors.ts'
import { type ClientOptions, resolveOptions } from '../../src/options.ts'
import type { CallOptions, MutationOptions } from '../../src/procedure.ts'
import { safe } from '../../src/safe.ts'

/** The client without its typed surface: any path can be called. Retries come without a pause. */
export function rawClient(options: ClientOptions) {
  const retry = options.retry === false ? false : { baseDelayMs: 0, ...options.retry }
  const { invoke, subscribe } = createCaller(resolveOptions({ ...options, retry }), options.session)
  return {
    query: (path: string, input?: unknown, call?: CallOptions) =>
      invoke({ kind: 'query', path }, input, call),
    mutate: (path: string, input?: unknown, call?: MutationOptions) =>
      invoke({ kind: 'mutation', path }, input, call),
    subscribe,
  }
}

/** The error a call rejects with; fails when it does not. */
export async function errorOf(call: Promise<unknown>): Promise<LoadoutError> {
  const outcome = await safe(call)
  if (outcome.ok) throw new Error(`expected an error, got ${JSON.stringify(outcome.data)}`)
  return outcome.error
}

/** A promise and the function that settles it. */
export function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
