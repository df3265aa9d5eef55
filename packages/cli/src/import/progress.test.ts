import type { RunProgress } from '@loadout/core/imports'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { progressText, showProgress } from './progress.ts'
import { showRows } from './rows-progress.ts'
import { createTally } from './tally.ts'

let lines: string[]

beforeEach(() => {
  lines = []
  vi.useFakeTimers()
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    lines.push(String(text))
    return true
  })
})
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
})

describe('progress that nobody watches on a terminal', () => {
  it('is a line every few seconds, and no more once it has ended', () => {
    const tally = createTally()
    const end = showProgress(tally, 1_000)
    vi.advanceTimersByTime(4_000)
    expect(lines).toEqual([])
    tally.bytes = 500
    vi.advanceTimersByTime(6_000)
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/^0 documents \| .*ETA .*\n$/)
    end()
    vi.advanceTimersByTime(60_000)
    expect(lines).toHaveLength(2)
  })

  it('says nothing of the end of standard input, which it does not know', () => {
    const end = showProgress(createTally(), null)
    vi.advanceTimersByTime(5_000)
    end()
    expect(lines.join('')).not.toContain('ETA')
  })
})

describe('progress of an import of rows', () => {
  const at = (rowsRead: number, bytesAhead: number) => {
    const counts = { inserted: 0, updated: 0, unchanged: 0, quarantined: 0, adjusted: 0, codes: {} }
    const progress: RunProgress = {
      ...counts,
      ...{ rowsRead, bytesRead: 0, bytesAhead, dataset: 'product' },
    }
    return progress
  }

  it('adds up the files of an import, and is still once it has ended', () => {
    const progress = showRows(1_000)
    progress.next('one.csv')
    progress.update(at(10, 50))
    progress.update(at(60, 300))
    vi.advanceTimersByTime(5_000)
    progress.next('two.csv')
    vi.advanceTimersByTime(5_000)
    progress.update(at(40, 200))
    vi.advanceTimersByTime(5_000)
    progress.end()
    vi.advanceTimersByTime(60_000)
    expect(lines).toEqual([
      'one.csv | 60 rows | 12/s | ETA 12 s\n',
      'two.csv | 60 rows | 6/s | ETA 23 s\n',
      'two.csv | 100 rows | 7/s | ETA 15 s\n',
    ])
  })
})

describe('progressText', () => {
  const tally = (documents: number, bytes: number) => ({ documents: () => documents, bytes })

  it('counts down to nothing, and never below', () => {
    expect(progressText(tally(1, 50), 10, 100)).toContain('ETA 10 s')
    expect(progressText(tally(1, 100), 10, 100)).toContain('ETA 0 s')
    expect(progressText(tally(1, 130), 10, 100)).toContain('ETA 0 s')
  })

  it('names one document as one', () => {
    expect(progressText(tally(1, 1), 1, null)).toMatch(/^1 document \|/)
  })
})
