import type { Log } from '@loadout/core'

/** Load balancers look about once a second: until then they send requests, and these are answered. */
const LAME_DUCK_MS = 1_000
/** What is in flight may take this much longer. Above the 2 s of a tRPC request. */
const DRAIN_MS = 3_000
const CLOSE_MS = 1_500

/** Read by the app: while draining it is not ready and closes its connections. */
export interface Lifecycle {
  readonly draining: boolean
  /** Aborted when no more requests are taken: what would go on for ever ends. */
  readonly ending: AbortSignal
}

/** What the two runtimes have in common once they listen. */
export interface RunningServer {
  /** Ends listening; resolves when the last request is answered. */
  drain(): Promise<void>
  /** Ends whatever is still open. */
  abort(): void
}

export interface Stoppable {
  readonly server: RunningServer
  readonly close: () => Promise<void>
  readonly log: Log
}

/** Stops once, however often it is asked: lame duck, drain, close. Resolves within 6 s. */
export function createLifecycle(): Lifecycle & { stop(parts: Stoppable): Promise<void> } {
  let stopping: Promise<void> | undefined
  const ending = new AbortController()

  async function stop({ server, close, log }: Stoppable): Promise<void> {
    log.info('stopping')
    await sleep(LAME_DUCK_MS)
    const drained = server.drain()
    ending.abort()
    await atMost(DRAIN_MS, drained)
    server.abort()
    await atMost(CLOSE_MS, close())
    log.info('stopped')
  }

  return {
    ending: ending.signal,
    get draining() {
      return stopping !== undefined
    },
    stop(parts) {
      stopping ??= stop(parts)
      return stopping
    },
  }
}

/** Calls back on SIGTERM, SIGINT and, as a child with an IPC channel, when the parent is gone. */
export function onStopRequest(callback: () => void): void {
  process.on('SIGTERM', callback)
  process.on('SIGINT', callback)
  if (process.send !== undefined) process.on('disconnect', callback)
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  const timer = setTimeout(resolve, milliseconds)
  await Promise.race([work, promise])
  clearTimeout(timer)
}
