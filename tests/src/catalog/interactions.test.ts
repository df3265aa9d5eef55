import { ANONYMOUS, type Ctx } from '@loadout/core'
import { createInteractionLog, interact, interactionsContract } from '@loadout/core/catalog'
import type { Database } from '@loadout/core/db'
import { cleanup } from '@loadout/core/ops'
import fc from 'fast-check'
import { type Kysely, sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, asGuest } from '../support/store.ts'

const NOBODY = 999_999_999

let harness: Harness
let ctx: Ctx
let guest: Awaited<ReturnType<typeof asGuest>>

beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  await sql`truncate interaction`.execute(ctx.db)
  guest = await asGuest(ctx)
})

const click = (over: object = {}) =>
  interactionsContract.interactInput.parse({
    ...{ element: 'button.add', widget: 'Overview', time: 'a quarter past nine', ...over },
  })

const stored = () =>
  ctx.db
    .selectFrom('interaction')
    .select(['account_id', 'product_id', 'element', 'widget', 'time'])
    .orderBy('id')
    .execute()

/** A log on this database, and how many inserts it has sent. */
function countedLog(db: Kysely<Database>) {
  const inserts: number[] = []
  const counted = db.withPlugin({
    transformQuery: ({ node }) => node,
    transformResult: async ({ result }) => {
      inserts.push(result.rows.length)
      return result
    },
  })
  return { inserts, log: createInteractionLog(counted) }
}

describe('what a visitor does', () => {
  it('is kept as it was said, with who and where', async () => {
    const productId = await addProduct(ctx)
    expect(await interact(guest, click({ productId }))).toEqual({ recorded: true })
    expect(await interact(guest, click({ time: '<script>\u0007' }))).toEqual({ recorded: true })
    const rest = { account_id: guest.accountId, element: 'button.add', widget: 'Overview' }
    expect(await stored()).toEqual([
      { ...rest, product_id: productId, time: 'a quarter past nine' },
      { ...rest, product_id: null, time: '<script>' },
    ])
  })

  it('is kept of people only', async () => {
    await expect(interact({ ...ctx, actor: ANONYMOUS }, click())).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    await expect(interact(ctx, click())).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const gone = { ...ctx, actor: { kind: 'account', accountId: NOBODY, role: 'guest' } } as const
    await expect(interact(gone, click())).rejects.toMatchObject({ code: 'UNAUTHENTICATED' })
    expect(await stored()).toEqual([])
  })
})

describe('calls at the same time', () => {
  it('share one insert, and are all there when the first is acknowledged', async () => {
    const { inserts, log } = countedLog(ctx.db)
    const as = { ...guest, interactions: log }
    const times = Array.from({ length: 300 }, (_, n) => `t${n}`)
    const calls = times.map((time) => interact(as, click({ time })))
    await Promise.race(calls)
    expect((await stored()).map(({ time }) => time)).toEqual(times)
    await Promise.all(calls)
    expect(inserts).toHaveLength(1)
  })

  it('lose nothing through one that cannot be kept', async () => {
    const [productId, hidden] = [await addProduct(ctx), await addProduct(ctx, { status: 'hidden' })]
    const ids = [productId, NOBODY, undefined, hidden, productId]
    const calls = await Promise.allSettled(
      ids.map((id) => interact(guest, click(id === undefined ? {} : { productId: id }))),
    )
    expect(calls.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'rejected', 'fulfilled', 'rejected', 'fulfilled'],
    ])
    for (const call of calls) {
      if (call.status === 'fulfilled') continue
      expect(call.reason).toMatchObject({
        ...{ code: 'PRODUCT_NOT_FOUND', fields: [{ pointer: '/productId' }] },
      })
    }
    expect((await stored()).map(({ product_id }) => product_id)).toEqual([
      productId,
      null,
      productId,
    ])
  })

  it('fail together when the database is not there, and none of them is half there', async () => {
    let isThere = false
    const db = ctx.db.withPlugin({
      transformQuery: ({ node }) => {
        if (!isThere) throw new Error('no connection')
        return node
      },
      transformResult: async ({ result }) => result,
    })
    const as = { ...guest, interactions: createInteractionLog(db) }
    const calls = await Promise.allSettled([interact(as, click()), interact(as, click())])
    expect(calls.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    expect(await stored()).toEqual([])
    isThere = true
    expect(await interact(as, click())).toEqual({ recorded: true })
  })
})

describe('any calls, some at the same time', () => {
  const call = fc.record({
    product: fc.constantFrom('none', 'there', 'hidden', 'nobody'),
    time: fc.constantFrom('12:04', "'; --", '😀', '{"a":1}', '\\'),
    /** Whether it waits for those before it. */
    waits: fc.boolean(),
  })

  it('are kept once each, in their order, or refused each for itself', async () => {
    const ids = {
      none: undefined,
      there: await addProduct(ctx),
      hidden: await addProduct(ctx, { status: 'hidden' }),
      nobody: NOBODY,
    }
    await fc.assert(
      fc.asyncProperty(fc.array(call, { maxLength: 30 }), async (calls) => {
        await sql`truncate interaction`.execute(ctx.db)
        const pending: Promise<unknown>[] = []
        for (const { product, time, waits } of calls) {
          if (waits) await Promise.allSettled(pending)
          const productId = ids[product]
          pending.push(interact(guest, click({ time, productId })))
        }
        const settled = await Promise.allSettled(pending)
        const isKept = calls.map(({ product }) => product === 'none' || product === 'there')
        expect(settled.map(({ status }) => status === 'fulfilled')).toEqual(isKept)
        const kept = calls.filter((_, index) => isKept[index])
        expect((await stored()).map(({ time, product_id }) => [time, product_id])).toEqual(
          kept.map(({ time, product }) => [time, ids[product] ?? null]),
        )
      }),
      { numRuns: 20, seed: 20_261_200 },
    )
  })

  it('of thousands at once are all kept', async () => {
    const calls = Array.from({ length: 3_000 }, (_, n) => interact(guest, click({ time: `${n}` })))
    await Promise.all(calls)
    const { rows } = await sql<{ n: number; different: number }>`
      select count(*) as n, count(distinct time) as different from interaction
    `.execute(ctx.db)
    expect(rows).toEqual([{ n: 3_000, different: 3_000 }])
  })

  it('beyond what a process can hold are refused, and the others kept', async () => {
    const calls = await Promise.allSettled(
      Array.from({ length: 20_050 }, (_, n) => interact(guest, click({ time: `${n}` }))),
    )
    const refused = calls.flatMap((one) => (one.status === 'rejected' ? [one.reason.code] : []))
    expect(refused).toEqual(Array.from({ length: 50 }, () => 'UNAVAILABLE'))
    const { rows } = await sql<{ n: number }>`select count(*) as n from interaction`.execute(ctx.db)
    expect(rows).toEqual([{ n: 20_000 }])
  })
})

describe('the clean-up', () => {
  it('removes what was done longer ago than is kept', async () => {
    await sql`
      insert into interaction (account_id, element, widget, time, received_at)
      select ${guest.accountId}, 'e', 'w', 't', now() - days * interval '1 day'
      from unnest(array[1, 89, 91, 400]) as days
    `.execute(ctx.db)
    const retention = {
      rawDays: 30,
      rejectedDays: 90,
      jobRunDays: 14,
      interactionDays: 90,
      cartDays: 90,
      notificationDays: 90,
    }
    const removed = async (dryRun: boolean) => {
      const { tasks } = await cleanup(ctx, { dryRun }, retention)
      return tasks.find(({ task }) => task === 'interactions')?.removed
    }
    expect([await removed(true), await removed(false), await removed(false)]).toEqual([2, 2, 0])
    expect(await stored()).toHaveLength(2)
  })
})
