import { EXIT } from './exit-codes.ts'

/** Terminal, npm and the boot script each pass on the same Ctrl-C: within this time it is one. */
const SAME_MS = 1_000

/** For commands that have something to finish: aborted by the first request to stop, ended by a second one. */
export function stopSignal(onStop: () => void): {
  readonly signal: AbortSignal
  release(): void
} {
  const controller = new AbortController()
  let askedAt = 0
  const ask = () => {
    if (!controller.signal.aborted) {
      askedAt = performance.now()
      controller.abort()
      onStop()
    } else if (performance.now() - askedAt > SAME_MS) {
      process.exit(EXIT.interrupted)
    }
  }
  const events = ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const
  for (const event of events) process.on(event, ask)
  // Listening must not keep the process alive.
  process.channel?.unref()
  return {
    signal: controller.signal,
    release() {
      for (const event of events) process.off(event, ask)
    },
  }
}
