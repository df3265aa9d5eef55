import { beginJobRun, buryJob, countDeadJobs, finishJobRun } from '@loadout/core/jobs'
import { createTestDatabase, type TestDatabase } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const FIRST_SEEN = new Date('2026-01-02T03:04:05.678Z')

const bury = (jobId: string, error: string) =>
  buryJob(database.db, {
    jobId,
    name: 'stats.retryQuarantine',
    payload: { ids: [1, 2] },
    error,
    stack: 'Error\n    at somewhere',
    attempts: 3,
    firstSeenAt: FIRST_SEEN,
  })

describe('a dead job', () => {
  it('is kept with everything that is needed to understand and to retry it', async () => {
    await bury('a', 'the archive is gone')
    const [row] = await database.db.selectFrom('dead_job').selectAll().execute()
    expect(row).toMatchObject({
      job_id: 'a',
      name: 'stats.retryQuarantine',
      payload: { ids: [1, 2] },
      error: 'the archive is gone',
      stack: 'Error\n    at somewhere',
      attempts: 3,
      first_seen_at: FIRST_SEEN,
    })
    expect(row?.died_at).toBeInstanceOf(Date)
  })

  it('is buried once, by whichever of several workers is first', async () => {
    await Promise.all([bury('b', 'b'), bury('b', 'b'), bury('b', 'b')])
    await bury('b', 'another reason')
    const rows = await database.db
      .selectFrom('dead_job')
      .select('error')
      .where('job_id', '=', 'b')
      .execute()
    expect(rows).toEqual([{ error: 'b' }])
  })

  it('is counted', async () => {
    const before = await countDeadJobs(database.db)
    await bury('c', 'c')
    expect(await countDeadJobs(database.db)).toBe(before + 1)
  })
})

describe('the record of a run', () => {
  const start = (jobId: string, attempt = 1) =>
    beginJobRun(database.db, {
      jobId,
      name: 'ops.cleanup',
      attempt,
      enqueuedAt: FIRST_SEEN,
      worker: 'host:1',
    })
  const row = (id: number) =>
    database.db.selectFrom('job_run').selectAll().where('id', '=', id).executeTakeFirstOrThrow()

  it('is open while the run is', async () => {
    expect(await row(await start('open'))).toMatchObject({
      state: 'active',
      attempt: 1,
      worker: 'host:1',
      enqueued_at: FIRST_SEEN,
      finished_at: null,
      result: null,
      error: null,
    })
  })

  it('keeps the reason of a failure, and no result', async () => {
    const id = await start('failed')
    await finishJobRun(database.db, id, { state: 'failed', error: 'out of luck' })
    expect(await row(id)).toMatchObject({ state: 'failed', error: 'out of luck', result: null })
    expect((await row(id)).finished_at).toBeInstanceOf(Date)
  })

  it('of another job is left alone when this one starts again', async () => {
    const other = await start('other')
    const lost = await start('mine')
    const again = await start('mine', 2)
    expect((await row(other)).state).toBe('active')
    expect(await row(lost)).toMatchObject({ state: 'failed', error: 'the worker was lost' })
    expect((await row(again)).state).toBe('active')
  })

  it('that has ended keeps its end when the job starts again', async () => {
    const first = await start('retried')
    await finishJobRun(database.db, first, { state: 'failed', error: 'the first time' })
    await start('retried', 2)
    expect((await row(first)).error).toBe('the first time')
  })
})
