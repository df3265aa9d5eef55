import { type Ctx, type Preparer, silentLog } from '@loadout/core'
import { ingestMatch, ingestStream } from '@loadout/core/matches'
import { createDimensions, pendingRollups } from '@loadout/core/stats'
import { createPostgres } from '@loadout/infra'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyMatchTables } from '../support/empty-tables.ts'
import { createHarness, type Harness, ndjson } from '../support/harness.ts'
import { oneSimulated, simulated, texts } from '../support/simulated.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())
beforeEach(() => emptyMatchTables(harness.infra.db))

const LINES = texts(simulated('failures', 12))

const ingest = (ctx: Ctx, chunks: AsyncIterable<Uint8Array> = ndjson(LINES)) =>
  ingestStream(ctx, { chunks, source: 'riot', origin: 'test' })

/** Rows of each kind; a match that is half stored makes them differ. */
async function stored() {
  const { rows } = await sql<Record<string, number>>`
    select (select count(*) from match) as matches, (select count(*) from player_match) / 10 as players,
      (select count(*) from rollup_pending) as pending
  `.execute(harness.infra.db)
  const counts = Object.values(rows[0] ?? {})
  expect(new Set(counts).size, JSON.stringify(rows[0])).toBe(1)
  return counts[0] ?? 0
}

/** Prepares like the real one until its `limit`th call, which fails. */
function failingPreparer(limit: number, error: Error): Preparer {
  let calls = 0
  return {
    ...harness.infra.preparer,
    parallelism: 1,
    async prepare(documents, source) {
      calls += 1
      if (calls >= limit) throw error
      return harness.infra.preparer.prepare(documents, source)
    },
  }
}

/** The pool learns of its lost connections one by one: all of them are asked at once. */
async function poolIsWhole(): Promise<boolean> {
  const { db, config } = harness.infra
  const asked = Array.from({ length: config.PG_POOL_SIZE }, () => sql`select 1`.execute(db))
  return (await Promise.allSettled(asked)).every(({ status }) => status === 'fulfilled')
}

describe('a stream whose documents cannot be prepared', () => {
  it('ends with the reason and leaves no match half stored', async () => {
    const preparer = failingPreparer(2, new Error('a thread died'))
    await expect(ingest({ ...harness.ctx, preparer })).rejects.toThrow('a thread died')
    expect(await stored()).toBeLessThan(LINES.length)
  })

  it('stops reading a source that would never end', async () => {
    let read = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      const filler = new TextEncoder().encode(`${'x'.repeat(1_000_000)}\n`)
      while (true) {
        read += 1
        yield filler
      }
    }
    const preparer = failingPreparer(1, new Error('a thread died'))
    await expect(ingest({ ...harness.ctx, preparer }, endless())).rejects.toThrow('a thread died')
    expect(read).toBeLessThan(40)
  })

  it('can be sent again as a whole, and then counts as if nothing had happened', async () => {
    const preparer = failingPreparer(2, new Error('a thread died'))
    await ingest({ ...harness.ctx, preparer }).catch(() => undefined)
    const before = await stored()
    expect(await ingest(harness.ctx)).toMatchObject({
      accepted: LINES.length - before,
      duplicate: before,
    })
    expect(await stored()).toBe(LINES.length)
  })
})

describe('a document whose raw bytes cannot be kept', () => {
  it('is not stored either: a stored match always has its document', async () => {
    const archive = {
      ...harness.infra.archive,
      put: () => Promise.reject(new Error('no space left on device')),
    }
    await expect(ingest({ ...harness.ctx, archive })).rejects.toThrow('no space left')
    expect(await stored()).toBe(0)
    await expect(
      ingestStream(
        { ...harness.ctx, archive },
        { chunks: ndjson(['x']), source: 'riot', origin: 't' },
      ),
    ).rejects.toThrow('no space left')
    const rejected = await harness.infra.db.selectFrom('rejected_document').select('id').execute()
    expect(rejected).toEqual([])
  })
})

describe('a stream without a database', () => {
  it('is an error, not an outcome', async () => {
    const db = createPostgres({
      url: 'postgres://nobody@127.0.0.1:1/nothing',
      poolSize: 1,
      profile: 'api',
      log: silentLog,
    })
    const ctx = { ...harness.ctx, db, dimensions: createDimensions(db) }
    await expect(ingest(ctx)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    const document = oneSimulated('failures')
    await expect(ingestMatch(ctx, { source: 'riot', document })).rejects.toThrow()
    await db.destroy()
    expect(await stored()).toBe(0)
  })

  it('keeps whole what it stored before the connections were lost', async () => {
    let batches = 0
    const cut = async () => {
      await sql`
        select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
      `.execute(harness.infra.db)
    }
    async function* slow(): AsyncGenerator<Uint8Array> {
      for await (const chunk of ndjson(LINES)) {
        yield chunk
        batches += 1
        if (batches === 6) await cut()
      }
    }
    await ingest(harness.ctx, slow()).catch(() => undefined)
    await expect.poll(poolIsWhole).toBe(true)
    const before = await stored()
    expect(await ingest(harness.ctx)).toMatchObject({ accepted: LINES.length - before })
    expect(await pendingRollups(harness.infra.db)).toBe(LINES.length)
  })
})

describe('a stream whose caller is gone', () => {
  it('stores nothing when it was gone from the start', async () => {
    const signal = AbortSignal.abort(new Error('the caller left'))
    await expect(ingest({ ...harness.ctx, signal })).rejects.toThrow('the caller left')
    expect(await stored()).toBe(0)
  })

  it('stops between batches, with what was stored stored', async () => {
    const leave = new AbortController()
    const chunks = ndjson(LINES)
    async function* leaving(): AsyncGenerator<Uint8Array> {
      yield* chunks
    }
    const result = ingestStream(
      { ...harness.ctx, signal: leave.signal },
      {
        chunks: leaving(),
        source: 'riot',
        origin: 'test',
        onProgress: () => leave.abort(new Error('the caller left')),
      },
    )
    await result.catch((error: unknown) =>
      expect(error).toMatchObject({ message: 'the caller left' }),
    )
    expect(await stored()).toBeGreaterThan(0)
  })
})

describe('a caller without the right', () => {
  it('is told so before a byte is read', async () => {
    let touched = false
    async function* watched(): AsyncGenerator<Uint8Array> {
      touched = true
      yield new Uint8Array()
    }
    const actor = { kind: 'api-key', keyId: 'k', scopes: ['ops:read'] } as const
    await expect(ingest({ ...harness.ctx, actor }, watched())).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
    expect(touched).toBe(false)
  })
})

describe('progress', () => {
  it('grows with each batch, up to what is answered in the end', async () => {
    const seen: number[] = []
    const report = await ingestStream(harness.ctx, {
      chunks: ndjson([...LINES, 'nonsense']),
      source: 'riot',
      origin: 'test',
      onProgress: ({ accepted, quarantined }) => seen.push(accepted + quarantined),
    })
    expect(seen).toEqual(seen.toSorted((a, b) => a - b))
    expect(seen.at(-1)).toBe(report.accepted + report.quarantined)
  })
})

describe('format json', () => {
  it('takes a pretty-printed document as one, and an empty stream as a broken one', async () => {
    const pretty = JSON.stringify(oneSimulated('failures'), null, 2)
    const send = (text: string) =>
      ingestStream(harness.ctx, {
        chunks: (async function* () {
          yield new TextEncoder().encode(text)
        })(),
        source: 'auto',
        origin: 'file.json',
        format: 'json',
      })
    expect(await send(pretty)).toMatchObject({ accepted: 1 })
    expect(await send('')).toMatchObject({ quarantined: 1, rejected: [{ line: 1 }] })
  })
})
