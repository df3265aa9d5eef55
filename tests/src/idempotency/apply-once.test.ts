import { type Ctx, isAppError } from '@loadout/core'
import { type Database, transact } from '@loadout/core/db'
import { applyOnce } from '@loadout/core/idempotency'
import { cleanup } from '@loadout/core/ops'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'

const DAY_MS = 86_400_000

let harness: Harness
let ctx: Ctx
beforeAll(async () => {
  harness = await createHarness()
  ctx = { ...harness.ctx, actor: { kind: 'api-key', keyId: 'k1', scopes: [] } }
  await sql`create table done (word text primary key)`.execute(ctx.db)
})
beforeEach(async () => {
  await sql`truncate done, idempotency_key`.execute(ctx.db)
})
afterAll(() => harness.close())

const request = (key: string, input: unknown = {}) => ({ key, path: 'a.b', input })

let words = 0

/** Leaves one word in the database, another one each time. */
async function write(db: Kysely<Database>): Promise<{ readonly word: string }> {
  words += 1
  const word = `word ${words}`
  await sql`insert into done values (${word})`.execute(db)
  return { word }
}

async function done(): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*)::integer as n from done`.execute(ctx.db)
  return rows[0]?.n ?? 0
}

const codeOf = (error: unknown) => (isAppError(error) ? error.code : error)
const codes = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.map((one) => (one.status === 'fulfilled' ? 'OK' : codeOf(one.reason)))

describe('a write with a key', () => {
  it('is applied once and answered alike', async () => {
    const first = await applyOnce(ctx, request('a'), write)
    expect(await applyOnce(ctx, request('a'), write)).toEqual(first)
    expect(await done()).toBe(1)
  })

  it('is the same one whatever order its properties come in', async () => {
    const first = await applyOnce(ctx, request('a', { x: 1, y: [{ p: 1, q: 2 }] }), write)
    const again = applyOnce(ctx, request('a', { y: [{ q: 2, p: 1 }], x: 1 }), write)
    expect(await again).toEqual(first)
    await applyOnce(ctx, request('b', [1, 2]), write)
    await expect(applyOnce(ctx, request('b', [2, 1]), write)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    })
    expect(await done()).toBe(2)
  })

  it('is another one with another key, of another caller, or of an account', async () => {
    await applyOnce(ctx, request('a'), write)
    await applyOnce(ctx, request('b'), write)
    const other = { kind: 'api-key', keyId: 'k2', scopes: [] } as const
    await applyOnce({ ...ctx, actor: other }, request('a'), write)
    expect(await done()).toBe(3)
  })

  it.each([
    ['input', { ...request('a'), input: { other: 1 } }],
    ['procedure', { ...request('a'), path: 'a.c' }],
  ])('is refused with another %s', async (_, other) => {
    await applyOnce(ctx, request('a'), write)
    await expect(applyOnce(ctx, other, write)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    })
    expect(await done()).toBe(1)
  })

  it('is applied once when it comes many times at once: the others are told to ask again', async () => {
    const all = await Promise.allSettled(
      Array.from({ length: 100 }, () => applyOnce(ctx, request('a'), write)),
    )
    expect(await done()).toBe(1)
    const told = codes(all)
    expect(told).toContain('OK')
    expect(new Set(told).difference(new Set(['OK', 'IDEMPOTENCY_KEY_IN_USE']))).toEqual(new Set())
    const answers = all.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
  })

  it('waits for nobody while another call with its key is running, and says when to ask again', async () => {
    const { promise: gate, resolve: open } = Promise.withResolvers<void>()
    const { promise: started, resolve: start } = Promise.withResolvers<void>()
    const running = applyOnce(ctx, request('a'), async (db) => {
      start()
      await gate
      return write(db)
    })
    await started
    await expect(applyOnce(ctx, request('a'), write)).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_IN_USE',
      retryAfterSeconds: 1,
    })
    open()
    const answer = await running
    expect(await applyOnce(ctx, request('a'), write)).toEqual(answer)
    expect(await done()).toBe(1)
  })

  it('that failed has left nothing and is tried anew', async () => {
    const failing = applyOnce(ctx, request('a'), async (db) => {
      await write(db)
      throw new Error('too late')
    })
    await expect(failing).rejects.toThrow('too late')
    expect(await done()).toBe(0)
    await applyOnce(ctx, request('a'), write)
    expect(await done()).toBe(1)
  })

  it('is repeated as a whole when PostgreSQL undoes it in favour of another', async () => {
    let runs = 0
    await applyOnce(ctx, request('a'), (db) =>
      transact(db, async (tx) => {
        runs += 1
        const answer = await write(tx)
        if (runs === 1) await sql`do $$ begin raise sqlstate '40P01'; end $$`.execute(tx)
        return answer
      }),
    )
    expect([runs, await done()]).toEqual([2, 1])
  })

  it('can have parts that fail by themselves', async () => {
    await applyOnce(ctx, request('a'), async (db) => {
      const answer = await transact(db, write)
      const part = transact(db, async (tx) => {
        await write(tx)
        await sql`insert into done values (${answer.word})`.execute(tx)
      })
      await expect(part).rejects.toThrow('duplicate key')
      await transact(db, write)
      return answer
    })
    expect(await done()).toBe(2)
  })

  it('is forgotten after a day, and by the clean-up', async () => {
    await applyOnce(ctx, request('a'), write)
    const later = (ms: number): Ctx => ({
      ...harness.ctx,
      actor: ctx.actor,
      clock: { now: () => new Date(ctx.clock.now().getTime() + ms) },
    })
    const retention = {
      ...{ rawDays: 900, rejectedDays: 900, jobRunDays: 900, interactionDays: 900 },
      ...{ cartDays: 900, notificationDays: 900 },
    }
    const removed = async (ms: number) => {
      const { tasks } = await cleanup(later(ms), { dryRun: false }, retention)
      return tasks.find(({ task }) => task === 'idempotency-keys')?.removed
    }
    await applyOnce(later(DAY_MS - 60_000), request('a'), write)
    expect([await removed(DAY_MS - 60_000), await done()]).toEqual([0, 1])
    await applyOnce(later(DAY_MS + 60_000), request('a', { other: true }), write)
    expect(await done()).toBe(2)
    expect(await removed(3 * DAY_MS)).toBe(1)
  })

  it('goes with the account that sent it', async () => {
    const row = { kind: 'user', display_name: 'Ana', name_key: 'ana' } as const
    const { id } = await ctx.db
      .insertInto('account')
      .values(row)
      .returning('id')
      .executeTakeFirstOrThrow()
    const own = { ...ctx, actor: { kind: 'account', accountId: id, role: 'user' } } as const
    await applyOnce(own, request('a'), write)
    await ctx.db.deleteFrom('account').where('id', '=', id).execute()
    expect(await ctx.db.selectFrom('idempotency_key').selectAll().execute()).toEqual([])
  })
})
