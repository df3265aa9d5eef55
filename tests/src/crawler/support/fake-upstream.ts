import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { LimitScope, RateWindow } from '@loadout/core'
import { type Fault, misbehave, tooMany } from './faults.ts'
import type { MatchPool } from './match-pool.ts'
import { ArrivalLog, toHeader } from './windows.ts'

/** What somebody asked the upstream for. */
export interface Ask {
  readonly region: string
  readonly method: 'recent-matches' | 'match-list' | 'match'
  /** Queue, puuid or match id. */
  readonly subject: string
  readonly key: string | undefined
}

export interface Arrival extends Ask {
  /** `performance.now()` of the upstream. */
  readonly at: number
  /** Whether a limit was exceeded by it. */
  readonly overLimit: boolean
}

export interface FakeUpstreamOptions {
  readonly pool: MatchPool
  readonly limits?: Limits
  /** What goes wrong with this call, if anything; the count is that of calls for this very subject. */
  readonly fault?: (ask: Ask, count: number) => Fault | undefined
  /** Ids that a poll of recent matches answers with; all of them if left out. */
  readonly recent?: (queue: string) => readonly string[]
}

export type Limits = Readonly<Record<LimitScope, readonly RateWindow[]>>

export interface FakeUpstream {
  /** With `{region}` in its path. */
  readonly baseUrl: string
  readonly host: string
  readonly arrivals: readonly Arrival[]
  /** Times at which calls of a scope arrived; `name` is a region, or a region and a method. */
  timesOf(name: string): readonly number[]
  scopes(): readonly string[]
  /** What limits are from now on. */
  setLimits(limits: Limits): void
  close(): Promise<void>
}

const NO_LIMITS: Limits = { application: [], method: [] }
const PATHS = {
  'recent-matches': /^\/([a-z]+)\/val\/match\/v1\/recent-matches\/by-queue\/([^/]+)$/,
  'match-list': /^\/([a-z]+)\/val\/match\/v1\/matchlists\/by-puuid\/([^/]+)$/,
  match: /^\/([a-z]+)\/val\/match\/v1\/matches\/([^/]+)$/,
} as const satisfies Record<Ask['method'], RegExp>

/**
 * A match API over real HTTP that enforces its limits on its own clock, over a window that truly slides,
 * writes down every call when it arrives, and misbehaves as it is told.
 */
export async function startFakeUpstream(options: FakeUpstreamOptions): Promise<FakeUpstream> {
  const arrivals: Arrival[] = []
  const logs = new Map<string, ArrivalLog>()
  const counts = new Map<string, number>()
  let limits = options.limits ?? NO_LIMITS

  function logOf(name: string, scope: LimitScope): ArrivalLog {
    const log = logs.get(name) ?? new ArrivalLog(limits[scope])
    logs.set(name, log)
    return log
  }

  /** Counts the call in both scopes, whatever one of them says, and tells the caller about them. */
  function countCall(ask: Ask, at: number, response: ServerResponse): LimitScope | null {
    let exceeded: LimitScope | null = null
    for (const { scope, header, name } of scopesOf(ask)) {
      const log = logOf(name, scope)
      if (!log.arrive(at)) exceeded ??= scope
      if (log.windows.length === 0) continue
      response.setHeader(header, toHeader(log.windows))
      response.setHeader(`${header}-Count`, log.counts(at))
    }
    arrivals.push({ ...ask, at, overLimit: exceeded !== null })
    return exceeded
  }

  function serve(ask: Ask, request: IncomingMessage, response: ServerResponse): void {
    const count = (counts.get(ask.subject) ?? 0) + 1
    counts.set(ask.subject, count)
    const fault = options.fault?.(ask, count)
    if (fault === undefined) answer(response, ask, options)
    else misbehave(fault, request, response)
  }

  const server = createServer((request, response) => {
    const at = performance.now()
    const ask = readAsk(request)
    const exceeded = ask === null ? null : countCall(ask, at, response)
    if (ask === null) end(response, 400, {})
    else if (exceeded === null) serve(ask, request, response)
    else misbehave(tooMany(exceeded, '1'), request, response)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const host = `127.0.0.1:${address.port}`

  return {
    baseUrl: `http://${host}/{region}`,
    host,
    arrivals,
    timesOf: (name) => logs.get(name)?.times ?? [],
    scopes: () => [...logs.keys()],
    setLimits(changed) {
      limits = changed
      logs.clear()
    },
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function scopesOf({ region, method }: Ask) {
  return [
    { scope: 'application', header: 'X-App-Rate-Limit', name: region },
    { scope: 'method', header: 'X-Method-Rate-Limit', name: `${region}/${method}` },
  ] as const
}

function readAsk({ url = '', headers }: IncomingMessage): Ask | null {
  const key = headers['x-riot-token']
  for (const [method, pattern] of Object.entries(PATHS)) {
    const [, region, subject] = pattern.exec(url) ?? []
    if (region === undefined || subject === undefined) continue
    return {
      region,
      method: method as Ask['method'],
      subject: decodeURIComponent(subject),
      key: typeof key === 'string' ? key : undefined,
    }
  }
  return null
}

function answer(response: ServerResponse, ask: Ask, { pool, recent }: FakeUpstreamOptions): void {
  switch (ask.method) {
    case 'recent-matches': {
      const matchIds = recent?.(ask.subject) ?? pool.ids
      end(response, 200, { currentTime: Date.now(), matchIds })
      return
    }
    case 'match-list': {
      const history = pool
        .historyOf(ask.subject)
        .map((matchId) => ({ matchId, gameStartTimeMillis: 0, queueId: 'competitive' }))
      end(response, 200, { puuid: ask.subject, history })
      return
    }
    case 'match': {
      const document = pool.document(ask.subject)
      if (document === undefined) end(response, 404, { status: { status_code: 404 } })
      else response.writeHead(200, { 'Content-Type': 'application/json' }).end(document)
    }
  }
}

function end(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(body))
}
