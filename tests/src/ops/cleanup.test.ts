import type { Ctx } from '@loadout/core'
import { listRejected } from '@loadout/core/matches'
import { cleanup } from '@loadout/core/ops'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

const DAY_MS = 86_400_000
const RETENTION = {
  rawDays: 30,
  rejectedDays: 90,
  jobRunDays: 14,
  interactionDays: 90,
  cartDays: 90,
  notificationDays: 90,
}

let harness: Harness
/** The same installation so many days ago. */
const daysAgo = (days: number): Ctx => ({
  ...harness.ctx,
  clock: { now: () => new Date(Date.now() - days * DAY_MS) },
})

async function reject(days: number, text: string) {
  const { ingestStream } = await import('@loadout/core/matches')
  async function* chunks() {
    yield new TextEncoder().encode(text)
  }
  await ingestStream(daysAgo(days), {
    chunks: chunks(),
    source: 'auto',
    origin: `${days} days ago`,
  })
}

async function origins() {
  const { items } = await listRejected(harness.ctx, { limit: 100 })
  return items.map(({ origin }) => origin).sort()
}

beforeAll(async () => {
  harness = await createHarness()
  await reject(100, '{"a": 1}')
  await reject(89, '{"a": 2}')
  await reject(31, '{"a": 3}')
  await reject(1, '{"a": 4}')
})
afterAll(() => harness.close())

describe('ops.cleanup', () => {
  it('only counts on a dry run', async () => {
    const report = await cleanup(harness.ctx, { dryRun: true }, RETENTION)
    expect(Object.fromEntries(report.tasks.map(({ task, removed }) => [task, removed]))).toEqual({
      'raw-documents': 3,
      'rejected-documents': 1,
      'job-runs': 0,
      interactions: 0,
      'import-files': 0,
      'import-runs': 0,
      'stock-reservations': 0,
      carts: 0,
      wishlists: 0,
      notifications: 0,
      'recent-texts': 0,
      'feed-snapshots': 0,
      'guest-sessions': 0,
      sessions: 0,
      'mailed-tokens': 0,
      'idempotency-keys': 0,
      guests: 0,
    })
    expect(await origins()).toHaveLength(4)
    expect(await harness.infra.archive.days()).toHaveLength(4)
  })

  it('removes exactly what is past its retention', async () => {
    await cleanup(harness.ctx, { dryRun: false }, RETENTION)
    expect(await origins()).toEqual(['1 days ago', '31 days ago', '89 days ago'])
    expect(await harness.infra.archive.days()).toHaveLength(1)
  })

  it('finds nothing the second time', async () => {
    const report = await cleanup(harness.ctx, { dryRun: false }, RETENTION)
    expect(report.tasks.every(({ removed }) => removed === 0)).toBe(true)
  })
})
