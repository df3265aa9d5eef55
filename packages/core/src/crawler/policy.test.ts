import { describe, expect, it } from 'vitest'
import { crawlJob } from './jobs.ts'
import { CRAWL_POLICY } from './policy.ts'

/** The most a call may take by configuration, milliseconds. */
const LONGEST_CALL_MS = 60_000

describe('CRAWL_POLICY', () => {
  it('keeps a claim for longer than anybody can be at it', () => {
    expect(CRAWL_POLICY.claimMs).toBeGreaterThan(CRAWL_POLICY.sliceMs + LONGEST_CALL_MS)
  })

  it('leaves a job the time to end its last call after its slice', () => {
    expect(crawlJob.timeoutMs).toBeGreaterThanOrEqual(CRAWL_POLICY.sliceMs + LONGEST_CALL_MS)
  })

  it('polls more often than matches leave the list of recent ones', () => {
    expect(CRAWL_POLICY.pollEveryMs).toBeLessThan(5 * 60_000)
  })
})
