import { enqueue } from '@loadout/core/outbox'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { freePort, startProcess, type TestProcess } from './processes.ts'

let infra: TestInfra
let worker: TestProcess
beforeAll(async () => {
  infra = await createTestInfra()
  worker = startProcess('src/main.ts', { ...infra.env, WORKER_PORT: String(await freePort()) })
}, 30_000)
afterAll(async () => {
  worker.child.kill('SIGKILL')
  await worker.exited
  await infra.close()
})

const finished = async (name: string) => {
  const run = await infra.db
    .selectFrom('job_run')
    .select('state')
    .where('name', '=', name)
    .executeTakeFirst()
  return run?.state
}

describe('the jobs of the catalogue, in a worker', () => {
  it('compute what goes with a product, in a thread of their own', async () => {
    const products = Array.from({ length: 9 }, (_, n) => ({
      ...{ id: n + 1, kind: 'game' as const, slug: `game-${n + 1}`, name: 'Game' },
      tags: [`tag ${n % 3}`],
    }))
    await infra.db.insertInto('product').values(products).execute()
    await enqueue(infra.db, 'catalog.related', { after: 0 })
    await expect.poll(() => finished('catalog.related'), { timeout: 20_000 }).toBe('completed')
    const related = await infra.db
      .selectFrom('computed_related')
      .select('related_id')
      .where('product_id', '=', 4)
      .orderBy('position')
      .execute()
    expect(related.map(({ related_id }) => related_id)).toEqual([1, 7])
  }, 40_000)

  it('give back what was reserved for too long', async () => {
    const product = { id: 20, kind: 'merch' as const, slug: 'hat', name: 'Hat' }
    await infra.db.insertInto('product').values(product).execute()
    const style = { id: 20, product_id: 20, name: 'Red', original_price: 1 }
    await infra.db.insertInto('style').values(style).execute()
    const sku = { id: 5, style_id: 20, quantity: 9, reserved: 4 }
    await infra.db.insertInto('sku').values(sku).execute()
    const reservation = { sku_id: 5, quantity: 4, expires_at: new Date() }
    await infra.db.insertInto('stock_reservation').values(reservation).execute()
    await enqueue(infra.db, 'catalog.releaseExpired', {})
    const reserved = async () => {
      const sku = await infra.db
        .selectFrom('sku')
        .select('reserved')
        .where('id', '=', 5)
        .executeTakeFirstOrThrow()
      return sku.reserved
    }
    await expect.poll(reserved, { timeout: 20_000 }).toBe(0)
    expect(worker.output()).not.toMatch(/"level":"error"/)
  }, 40_000)
})
