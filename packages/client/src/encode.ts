import type { Call } from './call.ts'
import type { BatchLimits } from './settings.ts'

export interface EncodedRequest {
  readonly url: string
  readonly method: 'GET' | 'POST'
  readonly body: string | undefined
}

/** One call, or several queries as a tRPC batch: by GET while the URL is short, else by POST. */
export function encodeRequest(
  endpoint: string,
  calls: readonly Call[],
  maxUrlLength: number,
): EncodedRequest {
  const batched = calls.length > 1
  const base = `${endpoint}/${calls.map((call) => call.path).join(',')}`
  const json = batched ? batchJson(calls) : calls[0]?.json
  if (calls[0]?.kind === 'query') {
    const params = [
      ...(batched ? ['batch=1'] : []),
      ...(json === undefined ? [] : [`input=${encodeURIComponent(json)}`]),
    ]
    const url = params.length === 0 ? base : `${base}?${params.join('&')}`
    if (url.length <= maxUrlLength) return { url, method: 'GET', body: undefined }
  }
  return { url: batched ? `${base}?batch=1` : base, method: 'POST', body: json }
}

function batchJson(calls: readonly Call[]): string {
  const entries = calls.flatMap((call, index) =>
    call.json === undefined ? [] : [`"${index}":${call.json}`],
  )
  return `{${entries.join(',')}}`
}

/**
 * Groups the calls of one tick into requests, in order. Mutations go alone: their order is the
 * caller's business, and an idempotency key names a request. Queries too long for a URL are grouped
 * apart, so that one of them does not turn its cacheable neighbours into POSTs.
 */
export function packCalls(
  endpoint: string,
  calls: readonly Call[],
  limits: BatchLimits,
): readonly (readonly Call[])[] {
  const urlRoom = limits.maxUrlLength - endpoint.length - '/?batch=1&input='.length
  const short = new Packer(limits.maxItems, urlRoom)
  const long = new Packer(limits.maxItems, limits.maxBodyLength)
  const alone: Call[][] = []
  for (const call of calls) {
    const urlSize = call.path.length + encodeURIComponent(call.json ?? '').length + URL_OVERHEAD
    if (call.kind === 'mutation') alone.push([call])
    else if (urlSize <= urlRoom) short.add(call, urlSize)
    else long.add(call, (call.json?.length ?? 0) + BODY_OVERHEAD)
  }
  return [...short.groups, ...long.groups, ...alone]
}

// What an item adds beside its path and its JSON: comma, index, quotes, colon, braces (shared).
const URL_OVERHEAD = encodeURIComponent('"19":,{}').length + 1
const BODY_OVERHEAD = '"19":,{}'.length

/** Fills groups in order; a new one starts when the next call does not fit. */
class Packer {
  readonly groups: Call[][] = []
  readonly #maxItems: number
  readonly #room: number
  #used = 0

  constructor(maxItems: number, room: number) {
    this.#maxItems = maxItems
    this.#room = room
  }

  add(call: Call, size: number): void {
    const last = this.groups.at(-1)
    if (last !== undefined && last.length < this.#maxItems && this.#used + size <= this.#room) {
      last.push(call)
      this.#used += size
    } else {
      this.groups.push([call])
      this.#used = size
    }
  }
}
