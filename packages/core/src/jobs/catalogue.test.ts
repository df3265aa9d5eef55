import { describe, expect, it } from 'vitest'
import { isJobName, JOBS, type JobName } from './catalogue.ts'
import { QUEUES } from './define-job.ts'

const NAMES = Object.keys(JOBS).filter(isJobName)

/** An input of each job and one that it must refuse. */
const INPUTS: { readonly [Name in JobName]: { readonly good: unknown; readonly bad: unknown } } = {
  'accounts.erase': { good: { accountId: 1 }, bad: { accountId: 'ana' } },
  'accounts.mail': {
    good: { accountId: 1, purpose: 'verify-email' },
    bad: { accountId: 1, purpose: 'chat' },
  },
  'stats.rollup': { good: {}, bad: null },
  'stats.retryQuarantine': { good: { ids: [1, 2] }, bad: { ids: ['1'] } },
  'ratings.update': { good: {}, bad: null },
  'leaderboards.refresh': { good: {}, bad: null },
  'catalog.related': { good: { after: 5 }, bad: { after: -1 } },
  'catalog.releaseExpired': { good: {}, bad: null },
  'ops.cleanup': { good: { dryRun: true }, bad: { dryRun: 'yes' } },
  'posts.recount': { good: { from: 1, dryRun: true }, bad: { to: 0 } },
  'comments.recount': { good: { from: 1, to: 9, dryRun: true }, bad: { from: 0 } },
  'questions.recount': { good: { from: 1, to: 9, dryRun: true }, bad: { from: 0 } },
  'players.erase': { good: {}, bad: null },
  'reviews.recount': { good: { dryRun: true }, bad: { from: 'first' } },
  'reviews.watch': { good: {}, bad: null },
  'catalog.import': { good: { runId: 1 }, bad: { runId: 0 } },
  'stats.rebuild': { good: {}, bad: null },
  'stats.rebuildSweep': { good: {}, bad: null },
  'stats.audit': { good: {}, bad: null },
  'stats.rederive': { good: {}, bad: null },
  'stats.rederiveSweep': { good: {}, bad: null },
  'crawler.tick': { good: {}, bad: null },
  'crawler.crawl': { good: { region: 'eu' }, bad: { region: '' } },
}

describe('the catalogue of jobs', () => {
  it.each(NAMES)('lists %s under its own name, on a queue there is', (name) => {
    expect(JOBS[name].name).toBe(name)
    expect(QUEUES).toContain(JOBS[name].queue)
    expect(name).toMatch(/^[a-z]+\.[a-z][A-Za-z]+$/)
  })

  it.each(NAMES)('lets %s take its own input and refuses another', (name) => {
    const { good, bad } = INPUTS[name]
    expect(JOBS[name].input.safeParse(good).success).toBe(true)
    expect(JOBS[name].input.safeParse(bad).success).toBe(false)
  })

  it.each(NAMES)('gives %s inputs that survive the outbox, which is JSON', (name) => {
    const parsed = JOBS[name].input.parse(INPUTS[name].good)
    expect(JOBS[name].input.parse(JSON.parse(JSON.stringify(parsed)))).toEqual(parsed)
  })

  it.each(NAMES)('has %s tried again, and ends a run that hangs', (name) => {
    const { attempts, backoffMs, timeoutMs } = JOBS[name]
    expect(attempts).toBeGreaterThan(1)
    expect(backoffMs).toBeGreaterThan(0)
    expect(timeoutMs).toBeGreaterThanOrEqual(10_000)
    expect(timeoutMs).toBeLessThanOrEqual(15 * 60_000)
  })

  it('gives up on a job within an hour, so that its death is seen the same day', () => {
    for (const { backoffMs, attempts } of Object.values(JOBS)) {
      expect(backoffMs * 2 ** (attempts - 1)).toBeLessThan(3_600_000)
    }
  })

  it('does not let bulk work block the thread that renews locks', () => {
    for (const job of Object.values(JOBS)) {
      if (job.queue === 'bulk') expect(job.sandboxed).toBe(true)
    }
  })
})

describe('coalescing', () => {
  it('makes one job of all wake-ups of the roll-up', () => {
    expect(JOBS['stats.rollup'].coalesceKey?.({})).toBe('stats.rollup')
  })

  it('never makes a dry run stand for a clean-up', () => {
    const { coalesceKey } = JOBS['ops.cleanup']
    expect(coalesceKey?.({ dryRun: true })).not.toBe(coalesceKey?.({ dryRun: false }))
  })

  it('keeps apart retries, each of which is about other documents', () => {
    expect(JOBS['stats.retryQuarantine'].coalesceKey).toBeUndefined()
  })
})

describe('the inputs of jobs', () => {
  const { input: retry } = JOBS['stats.retryQuarantine']

  it('clean up for real unless told otherwise', () => {
    expect(JOBS['ops.cleanup'].input.parse({})).toEqual({ dryRun: false })
  })

  it('hold from 1 to 1,000 documents to retry', () => {
    const ids = Array.from({ length: 1_001 }, (_, index) => index + 1)
    expect(retry.safeParse({ ids: ids.slice(0, 1_000) }).success).toBe(true)
    expect(retry.safeParse({ ids }).success).toBe(false)
    expect(retry.safeParse({ ids: [] }).success).toBe(false)
  })

  it.each([0, -1, 1.5, 2 ** 53])('know no document with the id %d', (id) => {
    expect(retry.safeParse({ ids: [id] }).success).toBe(false)
  })
})

describe('isJobName', () => {
  it('knows the jobs there are and nothing that every object has', () => {
    expect(NAMES).toHaveLength(Object.keys(JOBS).length)
    for (const name of ['', 'stats', 'STATS.ROLLUP', 'toString', 'constructor', '__proto__']) {
      expect(isJobName(name)).toBe(false)
    }
  })
})
