import type { Listener } from './listener.ts'
import type { Newsroom } from './newsroom.ts'
import type { Receipt } from './page.ts'

/** What no page may ever have seen; empty: nothing is wrong. */
export function violations(listeners: readonly Listener[], newsroom: Newsroom): readonly string[] {
  return [
    ...listeners.flatMap((listener, n) => [
      ...listener.malformed.map((data) => `page ${n}: malformed ${data.slice(0, 100)}`),
      ...outOfOrder(listener.receipts).map((what) => `page ${n}: ${what}`),
      ...untrue(listener, newsroom).map((what) => `page ${n}: ${what}`),
    ]),
    ...publishedTwice(listeners),
    ...silentGaps(listeners),
  ]
}

const at = ({ epoch, seq, type }: Receipt) => `${type} ${epoch}.${seq}`
const isTold = ({ type }: Receipt) => type === 'notification' || type === 'unread'

/** Nothing comes twice or out of turn, and another epoch begins with a word of it. */
function outOfOrder(receipts: readonly Receipt[]): readonly string[] {
  return receipts.flatMap((receipt, n) => {
    const before = receipts[n - 1]
    if (before === undefined) return receipt.type === 'start' ? [] : [`begins with ${at(receipt)}`]
    return comesAfter(receipt, before) ? [] : [`${at(receipt)} after ${at(before)}`]
  })
}

function comesAfter({ type, epoch, seq }: Receipt, before: Receipt): boolean {
  // It may say where another process is, which has not heard of so much.
  if (type === 'resync') return epoch >= before.epoch
  return type !== 'start' && epoch === before.epoch && seq > before.seq
}

/** What was never committed, and what is somebody else's. */
function untrue({ accountId, receipts }: Listener, newsroom: Newsroom): readonly string[] {
  return receipts.flatMap(({ told }) => {
    if (told === null || told.name === null) return []
    return newsroom.committed.get(told.name) === accountId ? [] : [`${told.name} is not theirs`]
  })
}

/** A notification has one place in an epoch, whoever heard of it. */
function publishedTwice(listeners: readonly Listener[]): readonly string[] {
  const places = new Map<string, number>()
  return listeners.flatMap(({ receipts }) =>
    receipts.flatMap(({ epoch, seq, told }) => {
      if (told === null) return []
      const key = `${epoch}/${told.id}`
      const known = places.get(key) ?? seq
      places.set(key, known)
      return known === seq ? [] : [`${told.id} is at ${epoch}.${known} and ${epoch}.${seq}`]
    }),
  )
}

/**
 * Between two words of a gap a page has heard all that any page of the same account has heard of: also where what it
 * loaded later would hide that something was missed.
 */
function silentGaps(listeners: readonly Listener[]): readonly string[] {
  return [...Map.groupBy(listeners, ({ accountId }) => accountId).values()].flatMap((pages) => {
    const known = new Map<string, Receipt>()
    for (const receipt of pages.flatMap(({ receipts }) => receipts)) {
      // What has grown is told under its new id alone.
      if (receipt.told?.name) known.set(`${receipt.epoch}.${receipt.seq}`, receipt)
    }
    return pages.flatMap(({ receipts }) =>
      stretches(receipts).flatMap((stretch) => missedIn(stretch, [...known.values()])),
    )
  })
}

/** Receipts from one word of a gap to what comes before the next. */
function stretches(receipts: readonly Receipt[]): readonly (readonly Receipt[])[] {
  const begins = receipts.flatMap((receipt, n) => (isTold(receipt) ? [] : [n]))
  return begins.map((from, n) => receipts.slice(from, begins[n + 1]))
}

function missedIn(stretch: readonly Receipt[], known: readonly Receipt[]): readonly string[] {
  const [first, last] = [stretch[0], stretch.at(-1)]
  if (first === undefined || last === undefined) return []
  const heard = new Set(stretch.map(({ seq }) => seq))
  return known
    .filter(({ epoch, seq }) => epoch === first.epoch && seq > first.seq && seq < last.seq)
    .filter(({ seq }) => !heard.has(seq))
    .map((one) => `silently missed ${at(one)} between ${at(first)} and ${at(last)}`)
}
