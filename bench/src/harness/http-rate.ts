import { closedLoop } from './closed-loop.ts'
import { cpuSeconds } from './process-usage.ts'
import { openRaw, type RawRequest } from './raw-http.ts'
import type { Bench } from './scenario.ts'

export interface HttpRate {
  readonly perSecond: number
  /** CPU time of the server per request, microseconds: what is left of a core decides on the rate, and others use it too. */
  readonly cpu: number
}

/** As many requests as a server answers. Throws when one is not answered 200 or 304. */
export async function httpRate(
  bench: Bench,
  of: {
    readonly base: string
    readonly pid: number
    /** In turn. */
    readonly requests: readonly RawRequest[]
    readonly connections: number
    readonly seconds: number
  },
): Promise<HttpRate> {
  using client = openRaw(of.base)
  const before = cpuSeconds(of.pid)
  const { perSecond, requests, firstError } = await closedLoop({
    connections: of.connections,
    seconds: Math.max(1, of.seconds * bench.env.scale),
    signal: bench.signal,
    async send(index) {
      const request = of.requests[index % of.requests.length]
      if (request === undefined) throw new RangeError('nothing is asked')
      const { status, head } = await client.send(request)
      if (status !== 200 && status !== 304) throw new Error(head)
    },
  })
  if (firstError !== undefined) throw firstError
  return { perSecond, cpu: (1e6 * (cpuSeconds(of.pid) - before)) / requests }
}
