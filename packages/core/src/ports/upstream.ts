/** One request to somebody else's match API. */
export interface UpstreamRequest {
  /** Rate limits count per region. */
  readonly region: string
  /** Name under which the upstream counts calls of this kind: the scope of its method limits. */
  readonly method: string
  /** From `/` on, every segment encoded. */
  readonly path: string
}

/** Why there is no answer. Words of ours only: neither the key nor a text of the upstream. */
export const UPSTREAM_FAILURES = ['TIMEOUT', 'NETWORK', 'BODY_TOO_LARGE'] as const
export type UpstreamFailure = (typeof UPSTREAM_FAILURES)[number]

export type UpstreamAnswer =
  | {
      readonly kind: 'reply'
      readonly status: number
      /** By name in any case; null when it was not sent. */
      readonly header: (name: string) => string | null
      readonly body: Uint8Array<ArrayBuffer>
    }
  | { readonly kind: 'failure'; readonly reason: UpstreamFailure }

/**
 * The HTTP side of a crawler. Sends to the configured hosts and to no other, follows no redirect, caps
 * the body, and never repeats a request by itself.
 */
export interface Upstream {
  /**
   * Resolves with the answer, whatever its status, or with why there is none. A request that has not been
   * answered by `deadline` (`performance.now()`) is abandoned; one that is late already is not sent.
   */
  get(
    request: UpstreamRequest,
    options: { readonly deadline: number; readonly signal?: AbortSignal | undefined },
  ): Promise<UpstreamAnswer>
}
