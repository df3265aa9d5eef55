/** Per call. */
export interface CallOptions {
  /** Aborting rejects this call at once (`ABORTED`); other calls of the same request go on. */
  readonly signal?: AbortSignal | undefined
  /** Milliseconds until the call rejects with `CLIENT_TIMEOUT`, retries included. */
  readonly timeoutMs?: number | undefined
}

export interface MutationOptions extends CallOptions {
  /** Names this change: the server applies it once, so that the client may retry it. */
  readonly idempotencyKey?: string | undefined
}

export interface CollectOptions extends CallOptions {
  /** At most this many items. */
  readonly max: number
}

/** One page of a list; `nextCursor` is null on the last page. */
export interface Page<Item> {
  items: Item[]
  nextCursor: string | null
}

export interface SubscribeOptions {
  /** Aborting ends the subscription at once: it rejects with `ABORTED`. */
  readonly signal?: AbortSignal | undefined
}

/** `input` may be left out when nothing in it is required. */
type Arguments<Input, Options> = [Input] extends [undefined]
  ? [input?: undefined, options?: Options]
  : Record<never, never> extends Input
    ? [input?: Input, options?: Options]
    : [input: Input, options?: Options]

type ListArguments<Input, Options> =
  Record<never, never> extends Input
    ? [input: Input | undefined, options: Options]
    : [input: Input, options: Options]

/** Reads. Batched with the other queries of its tick, retried when that can help. */
export interface Query<Input, Output> {
  query(...args: Arguments<Input, CallOptions>): Promise<Output>
}

/** A query that answers page by page. */
export interface List<Input, Output extends Page<unknown>> extends Query<Input, Output> {
  /** Every item from `input.cursor` on; the next page is fetched when it is needed. */
  iterate(
    ...args: Arguments<Input, CallOptions>
  ): AsyncGenerator<Output['items'][number], void, undefined>
  /** Every page from `input.cursor` on. */
  pages(...args: Arguments<Input, CallOptions>): AsyncGenerator<Output, void, undefined>
  /** The first `max` items in one array. */
  collect(...args: ListArguments<Input, CollectOptions>): Promise<Output['items']>
}

/**
 * Events as they happen, for as long as they are taken: `for await (const event of ...subscribe(...))`. A lost
 * connection comes back by itself and goes on after the last event, or says `resync`. Rejects with what the server
 * refuses for good; leaving the loop, `return()` and the `signal` end it.
 */
export interface Subscription<Input, Event> {
  /** Begins with the first event that is asked for. Identical ones of a client share a connection. */
  subscribe(...args: Arguments<Input, SubscribeOptions>): AsyncGenerator<Event, void, undefined>
}

/** Changes something. One request of its own; retried only with an `idempotencyKey`. */
export interface Mutation<Input, Output> {
  mutate(...args: Arguments<Input, MutationOptions>): Promise<Output>
}
