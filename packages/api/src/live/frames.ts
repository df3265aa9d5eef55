import type { liveContract } from '@loadout/core/live'
import { type Position, toEventId } from '@loadout/infra'

type LiveEvent = liveContract.LiveEvent

/** One event as it is sent, encoded once however many get it. */
export interface Frame {
  readonly id: string
  readonly event: LiveEvent
  readonly bytes: Uint8Array
}

const encoder = new TextEncoder()

/**
 * The bytes that tRPC's own producer writes for `tracked(id, event)`, which a test compares: its clients read them, and
 * a stream of ours costs a fraction of one of its.
 */
export function frameOf(event: LiveEvent, position: Position): Frame {
  const id = toEventId(position)
  let bytes: Uint8Array | undefined
  return {
    id,
    event,
    get bytes() {
      bytes ??= encoder.encode(`data: ${JSON.stringify(event)}\nid: ${id}\n\n\n`)
      return bytes
    },
  }
}

/** Nobody hears of a line that is idle: proxies end it, and pages wait in vain. */
export const PING_MS = 15_000
/** Clients give a stream up that says nothing for so long. */
export const SILENT_MS = 40_000

/** What tRPC is told, so that its own streams say the same. */
export const SSE = {
  ping: { enabled: true, intervalMs: PING_MS },
  client: { reconnectAfterInactivityMs: SILENT_MS },
} as const

/** The first of a stream. */
export const CONNECTED = encoder.encode(
  `event: connected\ndata: ${JSON.stringify(SSE.client)}\n\n\n`,
)
export const PING = encoder.encode('event: ping\ndata: \n\n\n')
