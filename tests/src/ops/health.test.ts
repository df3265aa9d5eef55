import { silentLog } from '@loadout/core'
import { buryJob } from '@loadout/core/jobs'
import { health } from '@loadout/core/ops'
import { rollupMatches } from '@loadout/core/stats'
import { createPostgres } from '@loadout/infra'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { simulated, texts } from '../support/simulated.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

const VERSION = '1.2.3'

const examine = (change: { redis?: () => Promise<void>; services?: object } = {}) =>
  health(
    { ...harness.ctx, ...change.services },
    { redis: change.redis ?? (() => harness.infra.pingRedis()), version: VERSION },
  )

const refused = () => Promise.reject(new Error('connect ECONNREFUSED redis://:secret@10.0.0.1'))
const OK = { ok: true, detail: null }
const NO_ANSWER = { ok: false, latencyMs: null, detail: 'no answer' }

describe('health', () => {
  it('is good when everything answers', async () => {
    const report = await examine()
    expect(report).toMatchObject({
      ok: true,
      version: VERSION,
      checks: { postgres: OK, redis: OK, migrations: OK },
      backlog: { outbox: 0, rollup: 0, deadJobs: 0 },
    })
    for (const { latencyMs } of Object.values(report.checks)) {
      expect(latencyMs).toBeGreaterThanOrEqual(0)
    }
  })

  it('says that Redis is away, while the rest is looked at as ever', async () => {
    await harness.ingest(texts(simulated('health, no redis', 1)))
    expect(await examine({ redis: refused })).toMatchObject({
      ok: false,
      checks: { postgres: OK, redis: NO_ANSWER, migrations: OK },
      backlog: { rollup: 1 },
    })
  })

  it('says that PostgreSQL is away, instead of throwing', async () => {
    const url = 'postgres://nobody:secret@127.0.0.1:1/nothing'
    const db = createPostgres({ url, poolSize: 1, profile: 'api', log: silentLog })
    expect(await examine({ services: { db } })).toMatchObject({
      ok: false,
      checks: { postgres: NO_ANSWER, redis: OK, migrations: NO_ANSWER },
      backlog: { outbox: 0, rollup: 0, deadJobs: 0 },
    })
    await db.destroy()
  })

  it('tells nobody why: the answer is public, and reasons hold addresses and passwords', async () => {
    const text = JSON.stringify(await examine({ redis: refused }))
    expect(text).not.toMatch(/secret|ECONNREFUSED|10\.0\.0\.1/)
  })

  it('says that the database is behind the program, and asks nothing of tables it may lack', async () => {
    const { rows: newest } = await sql<{ name: string }>`
      select max(name) as name from kysely_migration
    `.execute(harness.infra.db)
    const name = newest[0]?.name
    await harness.infra.db.transaction().execute(async (tx) => {
      await sql`delete from kysely_migration where name = ${name}`.execute(tx)
      await sql`alter table outbox rename to another`.execute(tx)
    })
    const report = await examine()
    await harness.infra.db.transaction().execute(async (tx) => {
      await sql`alter table another rename to outbox`.execute(tx)
      await sql`insert into kysely_migration values (${name}, 'now')`.execute(tx)
    })
    expect(report).toMatchObject({
      ok: false,
      checks: { postgres: OK, redis: OK, migrations: { ok: false } },
      backlog: { outbox: 0 },
    })
    expect((await examine()).ok).toBe(true)
  })

  it('counts what waits, and what will not run again', async () => {
    const { rollup: before } = (await examine()).backlog
    await harness.ingest(texts(simulated('health', 3)))
    await buryJob(harness.infra.db, {
      jobId: 'dead',
      name: 'stats.rollup',
      payload: {},
      error: 'no',
      stack: null,
      attempts: 10,
      firstSeenAt: new Date(),
    })
    const { backlog, ok } = await examine()
    expect(backlog).toMatchObject({ rollup: before + 3, deadJobs: 1 })
    expect(backlog.outbox).toBeGreaterThan(0)
    expect(ok).toBe(true)
    await rollupMatches(harness.ctx, {})
    expect((await examine()).backlog).toMatchObject({ rollup: 0, deadJobs: 1 })
  })
})
