import { beginJobRun, finishJobRun } from '@loadout/core/jobs'
import { createTestDatabase, type TestDatabase } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const begin = (jobId: string, attempt: number) =>
  beginJobRun(database.db, { jobId, name: 'test', attempt, enqueuedAt: new Date(), worker: 'here' })

const runs = (jobId: string) =>
  database.db
    .selectFrom('job_run')
    .select(['attempt', 'state', 'error', 'result'])
    .where('job_id', '=', jobId)
    .orderBy('id')
    .execute()

describe('job_run', () => {
  it('keeps the result of a run that ended', async () => {
    await finishJobRun(database.db, await begin('a', 1), { state: 'completed', result: { n: 3 } })
    expect(await runs('a')).toEqual([
      { attempt: 1, state: 'completed', error: null, result: { n: 3 } },
    ])
  })

  it('ends the run of a killed worker when the job starts again', async () => {
    await begin('b', 1)
    const second = await begin('b', 2)
    expect((await runs('b')).map(({ state, error }) => [state, error])).toEqual([
      ['failed', 'the worker was lost'],
      ['active', null],
    ])
    await finishJobRun(database.db, second, { state: 'failed', error: 'really' })
    expect((await runs('b')).map(({ error }) => error)).toEqual(['the worker was lost', 'really'])
  })
})
