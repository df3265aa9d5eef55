import type { liveContract } from '@loadout/core/live'
import type { z } from 'zod'
import { createBody } from './body.ts'
import { CONNECTED, PING } from './frames.ts'
import type { Opener, Streams } from './streams.ts'

/** No proxy keeps it, gathers it up or makes it smaller: what happens is told at once. */
const HEADERS = {
  'content-type': 'text/event-stream',
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
} as const

/** The answer that goes on for as long as its opener may listen. Throws as `Streams.open` does. */
export function eventStream(
  streams: Streams,
  opener: Opener,
  input: z.output<typeof liveContract.liveEventsInput>,
): Response {
  let leave: ReturnType<Streams['open']> | undefined
  const body = createBody((how) => leave?.(how))
  body.write(CONNECTED)
  leave = streams.open(opener, input, {
    hear: (frame) => body.write(frame.bytes),
    ping: () => body.write(PING),
    end: () => body.end(),
  })
  return new Response(body.readable, { headers: HEADERS })
}
