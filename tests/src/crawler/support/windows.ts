import type { RateWindow } from '@loadout/core'

/** `20:1,100:120`, as an upstream writes it. */
export function toHeader(windows: readonly RateWindow[]): string {
  return windows.map(({ limit, periodMs }) => `${limit}:${periodMs / 1_000}`).join(',')
}

/** Most arrivals in any window of that length, whenever it begins. Times in ms, ascending. */
export function mostInAnyWindow(times: readonly number[], periodMs: number): number {
  let most = 0
  let first = 0
  for (const [index, time] of times.entries()) {
    while (time - (times[first] ?? time) >= periodMs) first += 1
    most = Math.max(most, index - first + 1)
  }
  return most
}

/** An upstream's own count over a true sliding window: whatever arrived counts, refused or not. */
export class ArrivalLog {
  readonly times: number[] = []
  readonly windows: readonly RateWindow[]

  constructor(windows: readonly RateWindow[]) {
    this.windows = windows
  }

  /** Whether this arrival is within every limit. */
  arrive(at: number): boolean {
    this.times.push(at)
    return this.windows.every(({ limit, periodMs }) => this.#countSince(at - periodMs) <= limit)
  }

  /** `X-App-Rate-Limit-Count`: calls in each window so far. */
  counts(at: number): string {
    return this.windows
      .map(({ periodMs }) => `${this.#countSince(at - periodMs)}:${periodMs / 1_000}`)
      .join(',')
  }

  #countSince(after: number): number {
    let index = this.times.length
    while (index > 0 && (this.times[index - 1] ?? 0) > after) index -= 1
    return this.times.length - index
  }
}
