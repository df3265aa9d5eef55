import type { Upstream, UpstreamAnswer, UpstreamRequest } from '@loadout/core'
import { MAX_DOCUMENT_BYTES } from '@loadout/core/matches'
import { isAllowedHost } from './allowed-host.ts'

export interface HttpUpstreamOptions {
  /** `{region}` in it is replaced. */
  readonly baseUrl: string
  readonly apiKey: string
  readonly allowedHosts: readonly string[]
  /** Of one answer's body, decompressed. */
  readonly maxBytes?: number
}

/**
 * An upstream over HTTP. Throws, without contacting anybody, when the host is not on the allow-list;
 * whatever goes wrong on the way is an answer of its own. No error holds the key or a URL.
 */
export function createHttpUpstream(options: HttpUpstreamOptions): Upstream {
  const { apiKey, allowedHosts, maxBytes = MAX_DOCUMENT_BYTES } = options
  const headers = { 'X-Riot-Token': apiKey, Accept: 'application/json' }
  return {
    async get(request, { deadline, signal }) {
      const url = urlOf(options.baseUrl, request)
      if (!isAllowedHost(url, allowedHosts)) {
        throw new Error('the host of CRAWLER_BASE_URL is not in CRAWLER_ALLOWED_HOSTS')
      }
      const leftMs = Math.floor(deadline - performance.now())
      if (leftMs <= 0) return { kind: 'failure', reason: 'TIMEOUT' }
      const timeout = AbortSignal.timeout(leftMs)
      const ended = signal === undefined ? timeout : AbortSignal.any([timeout, signal])
      try {
        const response = await fetch(url, { headers, redirect: 'manual', signal: ended })
        return await toAnswer(response, maxBytes)
      } catch {
        // The text of the error may name the host; what happened is known without it.
        signal?.throwIfAborted()
        return { kind: 'failure', reason: timeout.aborted ? 'TIMEOUT' : 'NETWORK' }
      }
    },
  }
}

function urlOf(baseUrl: string, { region, path }: UpstreamRequest): URL {
  return new URL(`${baseUrl.replaceAll('{region}', region).replace(/\/+$/, '')}${path}`)
}

async function toAnswer(response: Response, maxBytes: number): Promise<UpstreamAnswer> {
  const body = await readUpTo(response, maxBytes)
  if (body === null) return { kind: 'failure', reason: 'BODY_TOO_LARGE' }
  const { status, headers } = response
  return { kind: 'reply', status, header: (name) => headers.get(name), body }
}

/** The body, or null when there is more of it than that. */
async function readUpTo(
  response: Response,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  const pieces: Uint8Array[] = []
  let length = 0
  for await (const piece of response.body ?? []) {
    length += piece.length
    // Leaving the loop cancels the body.
    if (length > maxBytes) return null
    pieces.push(piece)
  }
  const body = new Uint8Array(length)
  let offset = 0
  for (const piece of pieces) {
    body.set(piece, offset)
    offset += piece.length
  }
  return body
}
