import { openLoop } from './open-loop.ts'
import { openRaw, type RawRequest } from './raw-http.ts'
import type { Bench } from './scenario.ts'
import { percentile } from './statistics.ts'

export interface Rate {
  readonly perSecond: number
  readonly seconds: number
}

/** What visitors ask for in turn, at a fixed rate. */
export interface Reads {
  readonly perSecond: number
  readonly requests: readonly RawRequest[]
}

export interface ReadLoad {
  /** Milliseconds from when a request was due. */
  readonly p50: number
  readonly p99: number
  /** Requests that were not answered 200, percent. */
  readonly failed: number
}

/** `during` is started with the load, which does not wait for it but ends with it. */
export async function readLoad(
  bench: Pick<Bench, 'signal' | 'say'>,
  base: string,
  { requests, ...rate }: Reads & Rate,
  during: () => Promise<void> = async () => {},
): Promise<ReadLoad> {
  using client = openRaw(base)
  const load = openLoop({
    ...rate,
    signal: bench.signal,
    async send(index) {
      const request = requests[index % requests.length]
      if (request === undefined) throw new RangeError('nothing is read')
      const { status, head } = await client.send(request)
      if (status !== 200) throw new Error(head)
    },
  })
  const [{ latencies, errors, firstError }] = await Promise.all([load, during()])
  if (firstError !== undefined) bench.say(`reads failed, first: ${firstError}`)
  return {
    p50: percentile(latencies, 0.5),
    p99: percentile(latencies, 0.99),
    failed: (100 * errors) / (errors + latencies.length),
  }
}
