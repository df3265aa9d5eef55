import { silentLog } from '@loadout/core'
import { pendingMigrations } from '@loadout/core/db'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInfra } from './create-infra.ts'
import { createTestInfra, type TestInfra } from './testing/test-infra.ts'

let infra: TestInfra
beforeAll(async () => {
  infra = await createTestInfra({ env: { PREPARE_THREADS: '1' } })
})
afterAll(() => infra.close())

describe('createInfra', () => {
  it('gives core everything it asks for', async () => {
    expect(await pendingMigrations(infra.db)).toEqual([])
    await infra.pingRedis()
    const bytes = new TextEncoder().encode('{}')
    const [prepared] = await infra.preparer.prepare([{ line: 1, bytes, totalBytes: 2 }], 'auto')
    expect(prepared).toMatchObject({ kind: 'rejected', line: 1 })
    const address = { day: '2026-01-31', hash: infra.codec.sha256(bytes) }
    await infra.archive.put(address, infra.codec.compress(bytes))
    expect(infra.codec.decompress((await infra.archive.get(address)) ?? bytes)).toEqual(bytes)
    expect(await infra.dimensions.find('agent', 'jett')).not.toBeNull()
  })

  it('starts while its servers are down, and says so when asked', async () => {
    const down = {
      ...infra.config,
      DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none',
      REDIS_URL: 'redis://127.0.0.1:1',
    }
    for (const profile of ['api', 'worker'] as const) {
      const services = createInfra(down, { profile, log: silentLog })
      await expect(services.pingRedis()).rejects.toThrow()
      await expect(sql`select 1`.execute(services.db)).rejects.toThrow()
      await services.close()
    }
  })

  it('closes everything, and can be closed again', async () => {
    const services = createInfra(infra.config, { profile: 'api', log: silentLog })
    await sql`select 1`.execute(services.db)
    await Promise.all([services.close(), services.close()])
    await services.close()
    await expect(sql`select 1`.execute(services.db)).rejects.toThrow()
    await expect(services.pingRedis()).rejects.toThrow()
  })
})
