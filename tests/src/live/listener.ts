import { setTimeout as sleep } from 'node:timers/promises'
import type { Prng } from '@loadout/simulator'
import { EventStreamParser } from '../../../packages/client/src/stream/event-stream.ts'
import { loadList } from './load-list.ts'
import { createPage, type Page } from './page.ts'

/** Somebody's page, with a stream that is opened again whenever it ends, until it is refused. */
export interface Listener extends Omit<Page, 'hear' | 'lastId'> {
  readonly accountId: number
  readonly headers: Readonly<Record<string, string>>
  /** How often it has connected, and how often it has cut a connection itself. */
  readonly connections: number
  readonly cuts: number
  /** When the last stream ended, milliseconds since 1970. */
  readonly endedAtMs: number
  /** Why it listens no more. */
  readonly refused: { readonly status: number; readonly atMs: number } | null
  /** Whether a stream is open. */
  isOpen(): boolean
  /** Cuts the connection. */
  cut(): void
  /** Does not read meanwhile. */
  stall(meanwhile: Promise<unknown>): void
  close(): Promise<void>
}

export interface ListenerOptions {
  readonly accountId: number
  readonly headers: Readonly<Record<string, string>>
  /** The servers that are there; one of them is taken each time. */
  readonly urls: () => readonly string[]
  readonly prng: Prng
  /** After so many bytes the next connection is cut; null: not by itself. The first one not before its start. */
  readonly cutAfter?: () => number | null
  /** Longest pause before it connects again, milliseconds. */
  readonly pauseMs?: number
}

const REFUSED = [401, 403]

export function listen(options: ListenerOptions): Listener {
  const { accountId, headers, urls, prng, cutAfter = () => null, pauseMs = 30 } = options
  const closed = new AbortController()
  const page = createPage(() => loadList({ urls, headers, signal: closed.signal }))
  const state = { connections: 0, cuts: 0, endedAtMs: 0, isOpen: false }
  let refused: Listener['refused'] = null
  let cutting = new AbortController()
  let stalled: Promise<unknown> = Promise.resolve()

  async function open(url: string): Promise<Response> {
    const lastEventId = page.lastId ?? undefined
    // As an EventSource does, or as a tRPC client.
    const byHeader = lastEventId !== undefined && prng.chance(0.5)
    const input = { channels: ['notifications'], ...(byHeader ? {} : { lastEventId }) }
    const query = new URLSearchParams({ input: JSON.stringify(input) })
    return await fetch(`${url}/trpc/live.events?${query}`, {
      headers: { ...headers, ...(byHeader ? { 'last-event-id': lastEventId } : {}) },
      signal: AbortSignal.any([closed.signal, cutting.signal]),
    })
  }

  /** Reads to the end, or to where it cuts the stream, which may be within an event. */
  async function read(body: AsyncIterable<Uint8Array>): Promise<void> {
    const parser = new EventStreamParser()
    // Who has heard nothing yet could only begin anew.
    const cutOff = createScissors(() => (page.lastId === null ? null : cutAfter()))
    for await (const chunk of body) {
      const { bytes, isCut } = cutOff(chunk)
      for (const message of parser.push(bytes)) page.hear(message, state.connections)
      if (isCut) {
        state.cuts += 1
        return cutting.abort()
      }
      await stalled
    }
  }

  async function connect(): Promise<void> {
    cutting = new AbortController()
    const response = await open(prng.pick(urls()))
    if (response.status !== 200 || response.body === null) {
      await response.body?.cancel()
      if (REFUSED.includes(response.status)) {
        refused = { status: response.status, atMs: Date.now() }
      }
      return
    }
    state.connections += 1
    state.isOpen = true
    try {
      await read(response.body)
    } finally {
      state.isOpen = false
      state.endedAtMs = Date.now()
    }
  }

  async function run(): Promise<void> {
    while (!closed.signal.aborted && refused === null) {
      // Whatever ends a connection, another one follows.
      await connect().catch(() => undefined)
      await sleep(prng.int(pauseMs + 1))
    }
  }

  const running = run()
  return {
    ...{ accountId, headers, receipts: page.receipts, malformed: page.malformed },
    ...{ shown: page.shown, unread: page.unread, settled: page.settled },
    get connections() {
      return state.connections
    },
    get cuts() {
      return state.cuts
    },
    get endedAtMs() {
      return state.endedAtMs
    },
    get refused() {
      return refused
    },
    isOpen: () => state.isOpen,
    cut: () => cutting.abort(),
    stall(meanwhile) {
      stalled = meanwhile
    },
    async close() {
      closed.abort()
      await running
      await page.settled()
    },
  }
}

/** Lets so many bytes pass in all as `draw` says, once it says anything. */
function createScissors(draw: () => number | null) {
  let left: number | null = draw()
  return (chunk: Uint8Array) => {
    if (left === null) {
      left = draw()
      return { bytes: chunk, isCut: false }
    }
    const bytes = chunk.subarray(0, left)
    left -= bytes.length
    return { bytes, isCut: left === 0 }
  }
}
