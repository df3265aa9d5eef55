import { describe, expect, it } from 'vitest'
import { progressText } from './progress.ts'
import { importSummary } from './summary.ts'
import { createTally, type IngestReport, MAX_NAMED } from './tally.ts'

function report(accepted: number, rejectedLines: readonly number[] = []): IngestReport {
  return {
    accepted,
    duplicate: 0,
    excluded: 0,
    quarantined: rejectedLines.length,
    rejected: rejectedLines.map((line) => ({
      line,
      outcome: 'quarantined',
      code: 'INVALID_JSON',
      pointer: '',
      message: 'Not valid JSON',
    })),
  }
}

describe('a tally', () => {
  it('adds up streams whose reports grow', () => {
    const tally = createTally()
    const [first, second] = [tally.stream('a'), tally.stream('b')]
    first(report(5))
    second(report(1, [3]))
    first(report(8, [7]))
    first(report(8, [7]))
    expect(tally.counts).toEqual({ accepted: 9, duplicate: 0, excluded: 0, quarantined: 2 })
    expect(tally.documents()).toBe(11)
    expect(tally.rejected).toMatchObject([
      { origin: 'b', line: 3 },
      { origin: 'a', line: 7 },
    ])
  })

  it('names the first rejected lines and counts the rest', () => {
    const tally = createTally()
    tally.stream('a')(
      report(
        0,
        Array.from({ length: MAX_NAMED + 5 }, (_, index) => index + 1),
      ),
    )
    expect(tally.rejected).toHaveLength(MAX_NAMED)
    expect(importSummary(tally, 1)).toContain(`(the first ${MAX_NAMED} of ${MAX_NAMED + 5})`)
  })
})

describe('importSummary', () => {
  it('gives the counts and the speed', () => {
    const tally = createTally()
    tally.stream('a')(report(1_500))
    Object.assign(tally, { bytes: 30_000_000, files: 2 })
    expect(importSummary(tally, 10).split('\n')).toEqual([
      'accepted     1,500',
      'duplicate        0',
      'excluded         0',
      'quarantined      0',
      'files            2',
      '30.0 MB in 10 s, 150 documents/s',
    ])
  })

  it('lists files that broke', () => {
    const tally = createTally()
    tally.unreadable.push({ origin: 'x.gz', message: 'unexpected end of file' })
    expect(importSummary(tally, 0)).toContain(
      '1 file could not be read to the end:\nx.gz: unexpected end of file',
    )
  })
})

describe('progressText', () => {
  const tally = { documents: () => 500, bytes: 100e6 }

  it('gives rates and the time left by bytes', () => {
    expect(progressText(tally, 5, 300e6)).toBe('500 documents | 100/s | 20.0 MB/s | ETA 10 s')
  })

  it('knows no end of standard input', () => {
    expect(progressText(tally, 5, null)).toBe('500 documents | 100/s | 20.0 MB/s')
  })

  it('survives the first moment', () => {
    expect(progressText(createTally(), 0, 10)).toBe('0 documents | 0/s | 0.0 MB/s')
  })
})
