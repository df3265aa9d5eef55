import { type RowKind, type SharedCache, silentLog } from '@loadout/core'
import { createInfra, createSharedCache } from '@loadout/infra'
import { sql } from 'kysely'
import { readInfraConfig } from '../env.ts'

/**
 * Forked: for each id that it is sent, it asks for that row, or for the value of that name, as often as it was told
 * at once, and says what came and how long the slowest took. Loads count themselves in the database.
 */
const config = readInfraConfig()
const infra = createInfra(config, { profile: 'worker', log: silentLog })
const open = (redisUrl: string) =>
  createSharedCache({
    ...{ redisUrl, prefix: config.QUEUE_PREFIX, log: silentLog },
    localMs: config.CACHE_LOCAL_MS,
  })
const caches = { shared: open(config.REDIS_URL), away: open('redis://127.0.0.1:1') }

async function count(ids: readonly number[]): Promise<void> {
  await sql`
    insert into stampede_load (id, process) select unnest(${[...ids]}::integer[]), ${process.pid}
  `.execute(infra.db)
}

const kind: RowKind = {
  name: 'stampede',
  async load(ids) {
    await count(ids)
    return ids.map((id) => ({ id, version: 1, json: `{"id":${id}}` }))
  },
}

export interface Question {
  readonly what: 'row' | 'value'
  readonly id: number
  readonly calls: number
  readonly cache: keyof typeof caches
}

const read = {
  row: async ({ rows }: SharedCache, id: number) => (await rows(kind, [id])).get(id),
  value: ({ value }: SharedCache, id: number) =>
    value(`stampede ${id}`, '1', async () => {
      await count([id])
      return `{"id":${id}}`
    }),
}

async function ask({ what, id, calls, cache }: Question): Promise<void> {
  const start = performance.now()
  const { sharedCache } = caches[cache]
  const reads = Array.from({ length: calls }, () => read[what](sharedCache, id))
  const answers = await Promise.all(reads)
  const slowestMs = performance.now() - start
  process.send?.({ slowestMs, answers: [...new Set(answers)] })
}

await sql`select 1`.execute(infra.db)
await caches.shared.ready()
process.on('message', ask)
process.send?.('ready')
