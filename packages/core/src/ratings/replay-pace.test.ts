import { describe, expect, it } from 'vitest'
import { mayReplay } from './replay-pace.ts'

const NOW = 1_000_000
const BUSY = { now: NOW, newestMatchAt: NOW - 1_000 }

describe('mayReplay', () => {
  it('lets the first replay begin at once', () => {
    expect(mayReplay({ ...BUSY, replayedAt: null, replayMs: 0 })).toBe(true)
  })

  it('waits ten times what the last one cost while matches keep coming', () => {
    expect(mayReplay({ ...BUSY, replayedAt: NOW - 9_999, replayMs: 1_000 })).toBe(false)
    expect(mayReplay({ ...BUSY, replayedAt: NOW - 10_000, replayMs: 1_000 })).toBe(true)
  })

  it('waits no more once ingestion is over', () => {
    const long = { now: NOW, replayedAt: NOW - 1, replayMs: 3_600_000 }
    expect(mayReplay({ ...long, newestMatchAt: NOW - 29_999 })).toBe(false)
    expect(mayReplay({ ...long, newestMatchAt: NOW - 30_000 })).toBe(true)
    expect(mayReplay({ ...long, newestMatchAt: null })).toBe(true)
  })

  it('keeps replays below a tenth of the time of an import, however it grows', () => {
    let now = 0
    let spent = 0
    let last: { at: number; cost: number } | null = null
    for (let stored = 0; stored < 100_000; stored += 100, now += 1_000) {
      const pace = {
        now,
        replayedAt: last?.at ?? null,
        replayMs: last?.cost ?? 0,
        newestMatchAt: now,
      }
      if (!mayReplay(pace)) continue
      const cost = stored
      now += cost
      spent += cost
      last = { at: now, cost }
    }
    expect(spent / now).toBeLessThan(0.1)
  })

  it('does not wait for a clock that was set back to catch up', () => {
    const ahead = { replayedAt: 86_400_000, replayMs: 10, newestMatchAt: 86_400_000 }
    expect(mayReplay({ now: 1_000, ...ahead })).toBe(true)
  })
})
