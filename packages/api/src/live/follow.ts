import type { liveContract } from '@loadout/core/live'
import { tracked } from '@trpc/server'
import type { z } from 'zod'
import type { Frame } from './frames.ts'
import type { Opener, Streams } from './streams.ts'

/** Events that wait for whoever takes them one by one. */
const MAX_WAITING = 2_000

/**
 * The events of a stream as tRPC's own subscriptions have them, for what does not come by `eventStream`. Throws as
 * `Streams.open` does; who does not keep up is cut off.
 */
export async function* follow(
  streams: Streams,
  opener: Opener,
  input: z.output<typeof liveContract.liveEventsInput>,
  signal: AbortSignal,
) {
  const waiting: Frame[] = []
  let isOver = signal.aborted
  let isSlow = false
  let wake = () => {}
  const end = () => {
    isOver = true
    wake()
  }
  const leave = streams.open(opener, input, {
    hear(frame) {
      waiting.push(frame)
      isSlow = waiting.length > MAX_WAITING
      if (isSlow) end()
      wake()
    },
    ping() {},
    end,
  })
  signal.addEventListener('abort', end, { once: true })
  try {
    while (!isOver) {
      for (const { id, event } of waiting.splice(0)) yield tracked(id, event)
      if (waiting.length === 0 && !isOver) {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  } finally {
    signal.removeEventListener('abort', end)
    leave(isSlow ? 'slow' : 'left')
  }
}
