import { cleanup } from '@loadout/core/ops'
import { parseEnv, VERSION } from '@loadout/infra'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { startWorker, type WorkerProcess, workerEnv } from '@loadout/worker'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../../packages/api/src/app.ts'
import { testDeps } from '../../../packages/api/test/test-app.ts'
import { codeOf } from '../accounts/signing-in.ts'
import { finderOf, inFiles, inRedis, inTables } from '../support/traces.ts'
import { type Life, live, MARKS } from './lived.ts'

let infra: TestInfra
let worker: WorkerProcess
let life: Life
beforeAll(async () => {
  infra = await createTestInfra({ profile: 'api', env: { TOKEN_ALGORITHM: 'ES256' } })
  worker = await startWorker(
    parseEnv(workerEnv, { ...infra.env, LOG_LEVEL: 'silent', WORKER_PORT: '0' }),
  )
  const rateLimits = { read: 0, write: 0, guest: 0, signIn: 1_000 }
  const app = createApp({
    ...testDeps(infra, { trustedProxies: 1, rateLimits }),
    counters: { redis: infra.redis, prefix: infra.config.QUEUE_PREFIX },
  })
  // A number that is nowhere by chance.
  await sql`alter table account alter column id restart with 734211907`.execute(infra.db)
  life = await live(app, infra)
})
afterAll(async () => {
  await worker.close()
  await infra.close()
})

const RETENTION = {
  ...{ rawDays: 30, rejectedDays: 90, jobRunDays: 14 },
  ...{ interactionDays: 90, cartDays: 90, notificationDays: 90 },
}

async function tracesOf(needles: readonly string[]): Promise<readonly string[]> {
  const isIn = finderOf(needles)
  const found = [
    ...(await inTables(infra, needles)),
    ...(await inRedis(infra, isIn)).map((key) => `redis ${key}`),
    ...(await inFiles(infra.config.LOADOUT_HOME, isIn)),
  ]
  return found.sort()
}

/** Where anything is that was this person's: words, names, addresses, and all that was made to know them by. */
const personal = () => tracesOf([...Object.values(MARKS), ...life.secrets])

/** Where the number is that the account had. */
const numbered = async () =>
  (await tracesOf([String(life.accountId)])).map((place) => place.replace(/:ob-\d+/, ':ob-*'))

async function settled(): Promise<void> {
  const left = async () => {
    const { rows } = await sql<{ left: number }>`
      select (select count(*) from outbox) + (select count(*) from cache_change)
        + (select count(*) from event) as left
    `.execute(infra.db)
    return Number(rows[0]?.left)
  }
  await expect.poll(left, { timeout: 10_000 }).toBe(0)
}

/** Columns that point at an account. */
async function pointers(): Promise<readonly string[]> {
  const { rows } = await sql<{ column: string }>`
    select conrelid::regclass || '.' || attname as "column"
    from pg_constraint join pg_attribute on attrelid = conrelid and attnum = any(conkey)
    where contype = 'f' and confrelid = 'account'::regclass
  `.execute(infra.db)
  return rows.map(({ column }) => column)
}

/** A guest who signs up is one no longer, and the rest is for imports and for the shop's own clerks. */
const NOT_LIVED = [
  'guest_session.account_id',
  'ownership.account_id',
  'stock_reservation.account_id',
]

describe('erasing an account', () => {
  it('leaves nothing of it in any table, any key or any file, once the jobs have run', async () => {
    await settled()
    const mails = () => inFiles(infra.config.LOADOUT_HOME, finderOf([MARKS.email]))
    await expect.poll(mails, { timeout: 10_000 }).toHaveLength(2)
    const before = { personal: await personal(), numbered: await numbered() }
    expect(before.personal.length).toBeGreaterThan(35)
    expect(before.personal).toContain(`redis {cache}:${VERSION}:row:post:2`)
    const lived = (await pointers()).filter((column) => !NOT_LIVED.includes(column))
    expect(before.numbered).toEqual(expect.arrayContaining(lived))

    await life.call('account.erase', {
      ...{ password: MARKS.password, code: codeOf(life.totpSecret, { steps: 1 }) },
    })
    const isThere = () =>
      infra.db.selectFrom('account').select('id').where('id', '=', life.accountId).execute()
    await expect.poll(isThere, { timeout: 15_000 }).toEqual([])
    await settled()
    const ctx = { ...infra, actor: { kind: 'system', name: 'test' } } as const
    await cleanup(ctx, { dryRun: false }, RETENTION)

    expect(await personal()).toEqual([
      // How often an address has tried to sign in, whoever it was: for a minute.
      `redis rate:sign-in:address:${MARKS.address}`,
    ])
    expect([...new Set(await numbered())]).toEqual([
      // What was done to a text that others may have answered: by a number that is nobody's any more.
      'moderation_action.actor',
      // Jobs that were done, an hour longer, by number alone: the erasure and the two mails.
      'redis bulk:ob-*',
      'redis ops:ob-*',
      // What streams were told last, by number alone: for ten minutes.
      'redis {events}:stream',
    ])
  }, 60_000)
})
