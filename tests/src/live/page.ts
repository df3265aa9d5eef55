import { liveContract } from '@loadout/core/live'
import type { notificationsContract } from '@loadout/core/notifications'
import { type Position, toPosition } from '@loadout/infra'
import type { Message } from '../../../packages/client/src/stream/event-stream.ts'

/** One event as it was received. */
export interface Receipt extends Position {
  readonly type: liveContract.LiveEvent['type']
  /** Which connection of the page brought it. */
  readonly connection: number
  readonly atMs: number
  readonly told: Told | null
}

/** A notification, as far as the tests look at it. */
export interface Told {
  readonly id: number
  readonly kind: notificationsContract.NotificationKind
  /** What the newsroom calls it; null: it is one that grows. */
  readonly name: string | null
}

/** What a page loads. */
export interface Loaded {
  readonly told: readonly Told[]
  readonly unread: number
}

/** What a page of a real client shows: what it has loaded, and all events applied since. */
export interface Page {
  readonly receipts: readonly Receipt[]
  /** What came that is no event. */
  readonly malformed: readonly string[]
  /** Goes on after this. */
  readonly lastId: string | null
  shown(): ReadonlyMap<number, Told>
  unread(): number
  hear(message: Message, connection: number): void
  /** Waits for what is being loaded. */
  settled(): Promise<void>
}

/** `load` must not reject. */
export function createPage(load: () => Promise<Loaded>): Page {
  const receipts: Receipt[] = []
  const malformed: string[] = []
  let lastId: string | null = null
  let shown = new Map<number, Told>()
  let unread = 0
  let loading: Promise<void> = Promise.resolve()

  /** Replaces what is shown by what there is, and what was told meanwhile. */
  async function reload(): Promise<void> {
    const from = receipts.length
    const loaded = await load()
    const since = receipts.slice(from)
    shown = new Map(loaded.told.map((told) => [told.id, told]))
    for (const { told } of since) if (told !== null) shown.set(told.id, told)
    if (!since.some(({ type }) => type === 'notification' || type === 'unread')) {
      unread = loaded.unread
    }
  }

  function apply(event: liveContract.LiveEvent, receipt: Receipt): void {
    receipts.push(receipt)
    if (event.type === 'start' || event.type === 'resync') {
      loading = loading.then(reload)
      return
    }
    unread = event.unread.unread
    if (receipt.told !== null) shown.set(receipt.told.id, receipt.told)
  }

  return {
    receipts,
    malformed,
    get lastId() {
      return lastId
    },
    shown: () => shown,
    unread: () => unread,
    hear({ event: name, data, lastEventId: id }, connection) {
      // Pings, and the first words of a stream.
      if (name !== '') return
      const event = eventIn(data)
      if (event === null || id === '') {
        malformed.push(data)
        return
      }
      const told = event.type === 'notification' ? toTold(event.notification) : null
      lastId = id
      apply(event, { ...toPosition(id), type: event.type, connection, atMs: Date.now(), told })
    },
    settled: () => loading,
  }
}

function eventIn(data: string): liveContract.LiveEvent | null {
  try {
    return liveContract.liveEventSchema.parse(JSON.parse(data))
  } catch {
    return null
  }
}

export function toTold({ id, kind, detail }: notificationsContract.Notification): Told {
  // What is behind the name makes it long.
  const name = 'reason' in detail ? (String(detail.reason).split(' ')[0] ?? null) : null
  return { id, kind, name }
}
