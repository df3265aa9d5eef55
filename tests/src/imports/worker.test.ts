import type { Ctx, ImportSource } from '@loadout/core'
import { getImport, importsContract, runImport, startImport } from '@loadout/core/imports'
import { parseEnv } from '@loadout/infra'
import { startWorker, type WorkerProcess, workerEnv } from '@loadout/worker'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Harness } from '../support/harness.ts'
import { createShop, HEADERS, outcome, outcomeOf } from './importing.ts'

let harness: Harness
let ctx: Ctx
let worker: WorkerProcess | undefined
beforeAll(async () => {
  harness = await createShop(10)
  ctx = harness.ctx
})
afterEach(() => {
  vi.restoreAllMocks()
})
afterAll(async () => {
  await worker?.close()
  await harness.close()
})

/** Puts a file of features into the folder for imports, one of them of a product that is not there. */
async function putFeatures(name: string, firstId: number, rows: number) {
  const lines = Array.from({ length: rows }, (_, row) => `${firstId + row},${(row % 10) + 1},A,B\n`)
  const text = `${HEADERS.features}\n${lines.join('')}${firstId + rows},77,A,B\n`
  async function* chunks() {
    yield new TextEncoder().encode(text)
  }
  await ctx.importFolder.put(name, chunks(), 10_000_000)
  return outcome({ inserted: rows, quarantined: 1, codes: { UNKNOWN_PARENT: 1 } })
}

async function start(file: string) {
  const input = importsContract.startImportInput.parse({ file, kind: 'products' })
  const { run } = await startImport(ctx, input)
  return run
}

async function done(id: number) {
  const run = () => getImport(ctx, { id })
  await expect.poll(async () => (await run()).state, { timeout: 20_000 }).toBe('done')
  return run()
}

const jobs = () =>
  ctx.db
    .selectFrom('outbox')
    .select('payload')
    .where('job', '=', 'catalog.import')
    .orderBy('id')
    .execute()

/** A folder whose files have the time of a job end when half of them is read. */
function endingHalfway(folder: Ctx['importFolder'], end: () => void): Ctx['importFolder'] {
  const halfway = (source: ImportSource): ImportSource => ({
    ...source,
    async *open(onBytes) {
      let read = 0
      for await (const chunk of source.open(onBytes)) {
        yield chunk
        read += chunk.length
        if (read * 2 > (source.bytes ?? 0)) end()
      }
    },
  })
  return {
    ...folder,
    async find(name) {
      const source = await folder.find(name)
      return source && halfway(source)
    },
  }
}

describe('an import that takes longer than a job may', () => {
  const ROWS = 40_000

  it('asks for the rest', async () => {
    await putFeatures('long.csv', 1, ROWS)
    const { id } = await start('long.csv')
    expect(await jobs()).toEqual([{ payload: { runId: id } }])
    await ctx.db.deleteFrom('outbox').execute()

    const slice = new AbortController()
    vi.spyOn(AbortSignal, 'timeout').mockReturnValueOnce(slice.signal)
    const importFolder = endingHalfway(ctx.importFolder, () => slice.abort())
    const after = await runImport({ ...ctx, importFolder }, { runId: id })
    expect(after.state).toBe('stopped')
    expect(after.rowsRead).toBeGreaterThanOrEqual(10_000)
    expect(after.rowsRead).toBeLessThan(ROWS)
    expect(await getImport(ctx, { id })).toMatchObject({ ...after, finishedAt: null })
    expect(await jobs()).toEqual([{ payload: { runId: id } }])
  })

  it('is done by the next one, in a worker', { timeout: 40_000 }, async () => {
    const [job] = await jobs()
    const id = Number(job?.payload.runId)
    worker = await startWorker(parseEnv(workerEnv, { ...harness.infra.env, WORKER_PORT: '0' }))
    const run = await done(id)
    expect(run).toMatchObject({ id, error: null, bytesRead: run.bytesTotal })
    const counts = { inserted: ROWS, quarantined: 1, codes: { UNKNOWN_PARENT: 1 } }
    expect(outcomeOf(run)).toEqual(outcome(counts))
  })
})

describe('an import that was asked for', () => {
  it('is done by a worker, and its job says so', { timeout: 40_000 }, async () => {
    const expected = await putFeatures('short.csv', 50_001, 200)
    const run = await start('short.csv')
    expect(run).toMatchObject({ state: 'queued', file: 'short.csv', dataset: 'features' })
    expect(outcomeOf(await done(run.id))).toEqual(expected)
    const results = () =>
      ctx.db
        .selectFrom('job_run')
        .select(['state', 'result'])
        .where('name', '=', 'catalog.import')
        .orderBy('id')
        .execute()
    await expect
      .poll(async () => (await results()).at(-1))
      .toMatchObject({ state: 'completed', result: { state: 'done', rowsRead: 201 } })
  })
})
