import type { Ctx } from '@loadout/core'
import { releaseExpired, reserveStock, takeStock } from '@loadout/core/catalog'
import { cleanup } from '@loadout/core/ops'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { importText } from '../imports/importing.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { addProduct, addStyle } from '../support/store.ts'

const RETENTION = {
  rawDays: 30,
  rejectedDays: 90,
  jobRunDays: 14,
  interactionDays: 90,
  cartDays: 60,
  notificationDays: 90,
}
const DAY_MS = 86_400_000

let harness: Harness
let ctx: Ctx
let skuId: number
beforeAll(async () => {
  harness = await createHarness()
  ctx = harness.ctx
})
afterAll(() => harness.close())
beforeEach(async () => {
  await sql`truncate product, import_run restart identity cascade`.execute(ctx.db)
  skuId = (await addStyle(ctx, await addProduct(ctx), { quantities: [10] })).skuIds[0] ?? 0
})

const inDays = (days: number): Ctx => ({
  ...ctx,
  clock: { now: () => new Date(Date.now() + days * DAY_MS) },
})

async function removed(task: string, { days, dryRun = false }: { days: number; dryRun?: boolean }) {
  const { tasks } = await cleanup(inDays(days), { dryRun }, RETENTION)
  return tasks.find((one) => one.task === task)?.removed
}

async function reserve(quantity: number): Promise<number> {
  const { items } = await reserveStock(ctx, { items: [{ skuId, quantity }], minutes: 15 })
  return items[0]?.id ?? 0
}

async function stock() {
  const { rows } = await sql<{ quantity: number; reserved: number; reservations: number }>`
    select quantity, reserved, (select count(*) from stock_reservation)::integer as reservations
    from sku where id = ${skuId}
  `.execute(ctx.db)
  return rows[0]
}

describe('reservations of stock', () => {
  it('go some time after they have ended, and change no stock', async () => {
    await takeStock(ctx, { reservationIds: [await reserve(3)] })
    await reserve(2)
    await releaseExpired(inDays(1), {})
    expect(await stock()).toEqual({ quantity: 7, reserved: 0, reservations: 2 })
    expect(await removed('stock-reservations', { days: 59 })).toBe(0)
    expect(await removed('stock-reservations', { days: 62, dryRun: true })).toBe(2)
    expect(await removed('stock-reservations', { days: 62 })).toBe(2)
    expect(await stock()).toEqual({ quantity: 7, reserved: 0, reservations: 0 })
  })

  it('stay while they are held, however long nobody has released them', async () => {
    await reserve(2)
    expect(await removed('stock-reservations', { days: 400 })).toBe(0)
    expect(await stock()).toEqual({ quantity: 10, reserved: 2, reservations: 1 })
    await releaseExpired(inDays(400), {})
    expect(await stock()).toEqual({ quantity: 10, reserved: 0, reservations: 1 })
  })
})

describe('imports', () => {
  it('go with the rows they did not take, once those are past their retention', async () => {
    const run = await importText(ctx, [
      'id,name,slogan,description,category,default_price',
      '1,Good,,,,1',
      '2,Bad,,,,x',
    ])
    expect(run).toMatchObject({ inserted: 1, quarantined: 1 })
    const left = async () => {
      const { rows } = await sql<{ runs: number; rejects: number }>`
        select (select count(*) from import_run)::integer as runs,
          (select count(*) from import_reject)::integer as rejects
      `.execute(ctx.db)
      return rows[0]
    }
    expect(await removed('import-runs', { days: 89 })).toBe(0)
    expect(await left()).toEqual({ runs: 1, rejects: 1 })
    expect(await removed('import-runs', { days: 91, dryRun: true })).toBe(1)
    expect(await left()).toEqual({ runs: 1, rejects: 1 })
    expect(await removed('import-runs', { days: 91 })).toBe(1)
    expect(await left()).toEqual({ runs: 0, rejects: 0 })
  })

  it('go with more rows than are removed at a time', async () => {
    await sql`
      with run as (
        insert into import_run (dataset, file, fingerprint, state) values ('product', 'p.csv', '', 'done')
        returning id
      )
      insert into import_reject (run_id, row_number, line, code, original)
      select run.id, n, n, 'INVALID_VALUE', '' from run, generate_series(1, 2500) as n
    `.execute(ctx.db)
    expect(await removed('import-runs', { days: 91 })).toBe(1)
    const { rows } = await sql`select from import_reject limit 1`.execute(ctx.db)
    expect(rows).toEqual([])
  })

  it('have their files removed too', async () => {
    async function* text() {
      yield new TextEncoder().encode('x')
    }
    await ctx.importFolder.put('old.csv', text(), 10)
    expect(await removed('import-files', { days: 89 })).toBe(0)
    expect(await removed('import-files', { days: 91 })).toBe(1)
    expect(await ctx.importFolder.find('old.csv')).toBeNull()
  })
})
