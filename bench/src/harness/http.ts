import { Agent, request } from 'node:http'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'

/** Connections are kept; so many are enough for any latency this machine should show. */
const agent = new Agent({ keepAlive: true, maxSockets: 256 })

export interface Upload {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Iterable<Uint8Array>
}

/**
 * POSTs a body piece by piece, no faster than the server reads it, over a connection of its own: a kept one
 * may have been closed by the server while this process was too busy to notice. Throws unless the answer is 2xx.
 */
export async function upload({ url, headers, body }: Upload): Promise<string> {
  const outgoing = request(url, { method: 'POST', headers, agent: false })
  const answer = new Promise<string>((resolve, reject) => {
    outgoing.once('error', reject)
    outgoing.once('response', (response) => {
      text(response).then((answered) => {
        const { statusCode = 0 } = response
        if (statusCode >= 200 && statusCode < 300) resolve(answered)
        else reject(new Error(`${url} answered ${statusCode}: ${answered.slice(0, 500)}`))
      }, reject)
    })
  })
  const [answered] = await Promise.all([answer, pipeline(Readable.from(body), outgoing)])
  return answered
}

/**
 * GETs an answer and throws its bytes away: load must cost the machine as little as it can. Throws unless it is
 * 200, or 304 to who says by `etag` that it is known.
 */
export function fetchAway(url: string, etag?: string): Promise<void> {
  const headers = etag === undefined ? {} : { 'if-none-match': etag }
  const expected = etag === undefined ? 200 : 304
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent, headers }, (response) => {
      const { statusCode } = response
      response.once('error', reject).once('end', resolve).resume()
      if (statusCode !== expected) reject(new Error(`${url} answered ${statusCode}`))
    })
    outgoing.once('error', (error) => {
      // The server may close a kept connection just when it is used again: that is nobody's failure.
      if (outgoing.reusedSocket && isReset(error)) fetchAway(url, etag).then(resolve, reject)
      else reject(error)
    })
    outgoing.end()
  })
}

function isReset(error: Error): boolean {
  return 'code' in error && error.code === 'ECONNRESET'
}

export interface Sent {
  readonly url: string
  readonly method: 'POST' | 'PUT'
  readonly headers?: Readonly<Record<string, string>>
  /** Sent as JSON. */
  readonly json?: object
}

/** Sends something and throws the answer's bytes away. Throws unless it is 2xx. */
export function sendAway({ url, method, headers = {}, json }: Sent): Promise<void> {
  const body = json === undefined ? '' : JSON.stringify(json)
  return new Promise((resolve, reject) => {
    const options = {
      ...{ agent, method },
      headers: {
        ...headers,
        'content-length': Buffer.byteLength(body),
        ...(json === undefined ? {} : { 'content-type': 'application/json' }),
      },
    }
    const outgoing = request(url, options, (response) => {
      response.once('error', reject).once('end', resolve).resume()
      const { statusCode = 0 } = response
      if (statusCode < 200 || statusCode > 299) reject(new Error(`${url} answered ${statusCode}`))
    })
    outgoing.once('error', reject).end(body)
  })
}

/** GETs a text over a kept connection. Throws unless the answer is 200. */
export function get(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { agent }, (response) => {
      text(response).then((answered) => {
        if (response.statusCode === 200) resolve(answered)
        else reject(new Error(`${url} answered ${response.statusCode}`))
      }, reject)
    })
    outgoing.once('error', reject).end()
  })
}

/** URL of a tRPC query. */
export function queryUrl(base: string, procedure: string, input: object): string {
  return `${base}/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`
}

/** Closes the kept connections, which would hold this process open. */
export function closeConnections(): void {
  agent.destroy()
}
