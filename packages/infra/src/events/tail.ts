import { follows, type Position } from './position.ts'

/** Places in the order of their epoch's events, of which the oldest go when there are too many. */
export interface Tail<Entry extends Position> {
  /** Of the last event, whether or not it is held. */
  readonly end: Position
  /** Adds what comes next; false, and nothing is added, if something lies between. */
  push(entry: Entry): boolean
  /** What came after a place; null if that cannot be told any more. */
  since(place: Position): readonly Entry[] | null
}

export function createTail<Entry extends Position>(start: Position, most: number): Tail<Entry> {
  // Cut in halves, so that not every event moves all of them.
  let entries: Entry[] = []
  let end = start
  return {
    get end() {
      return end
    },
    push(entry) {
      if (!follows(entry, end)) return false
      entries.push(entry)
      end = { epoch: entry.epoch, seq: entry.seq }
      if (entries.length >= 2 * most) entries = entries.slice(-most)
      return true
    },
    since({ epoch, seq }) {
      const missed = end.seq - seq
      const isHeld = epoch === end.epoch && missed >= 0 && missed <= entries.length
      if (!isHeld) return null
      return missed === 0 ? [] : entries.slice(-missed)
    },
  }
}
