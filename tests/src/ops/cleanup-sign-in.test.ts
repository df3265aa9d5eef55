import { cleanup } from '@loadout/core/ops'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

const RETENTION = {
  rawDays: 30,
  rejectedDays: 90,
  jobRunDays: 14,
  interactionDays: 90,
  cartDays: 90,
  notificationDays: 90,
}

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

it('removes sessions and mailed tokens a day after their time, and leaves those that are good', async () => {
  const { db } = harness.infra
  const { id } = await db
    .insertInto('account')
    .values({ kind: 'user' })
    .returning('id')
    .executeTakeFirstOrThrow()
  for (const hours of [-25, -23, 24]) {
    const expires = sql<Date>`now() + make_interval(hours => ${hours}::integer)`
    await db
      .insertInto('session')
      .values({
        ...{ id: crypto.randomUUID(), account_id: id, secret: new Uint8Array(32) },
        expires_at: expires,
      })
      .execute()
    await db
      .insertInto('mailed_token')
      .values({
        ...{ token_hash: `hash ${hours}`, account_id: id, purpose: 'verify-email' },
        ...{ email: 'ana@example.org', expires_at: expires },
      })
      .execute()
  }
  const run = async (dryRun: boolean) => {
    const { tasks } = await cleanup(harness.ctx, { dryRun }, RETENTION)
    const of = (name: string) => tasks.find(({ task }) => task === name)?.removed
    return [of('sessions'), of('mailed-tokens')]
  }
  expect(await run(true)).toEqual([1, 1])
  expect(await run(false)).toEqual([1, 1])
  expect(await run(false)).toEqual([0, 0])
  const left = await db.selectFrom('session').select('id').execute()
  expect(left).toHaveLength(2)
})
