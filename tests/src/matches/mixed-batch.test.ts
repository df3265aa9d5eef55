import { getRejected, listRejected } from '@loadout/core/matches'
import { outboxBacklog } from '@loadout/core/outbox'
import { pendingRollups } from '@loadout/core/stats'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { emptyMatchTables } from '../support/empty-tables.ts'
import { createHarness, type Harness } from '../support/harness.ts'
import { oneSimulated, simulated, texts, withInfo } from '../support/simulated.ts'

let harness: Harness
beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())
beforeEach(() => emptyMatchTables(harness.infra.db))

const MATCHES = simulated('mixed', 3)
const CUSTOM = oneSimulated('mixed custom', { custom: 1 })
const ABORTED = oneSimulated('mixed aborted', { aborted: 1 })

async function rowsOf(table: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(
    harness.infra.db,
  )
  return rows[0]?.n ?? 0
}

const rejected = async () => (await listRejected(harness.ctx, { limit: 100 })).items

describe('a batch of everything', () => {
  it('does with each document what would be done with it alone', async () => {
    const [first, second, third] = texts(MATCHES)
    const report = await harness.ingest([
      first ?? '',
      'nonsense',
      JSON.stringify(CUSTOM),
      second ?? '',
      first ?? '',
      'nonsense',
      JSON.stringify(ABORTED),
      third ?? '',
    ])
    expect(report).toMatchObject({ accepted: 3, duplicate: 1, excluded: 2, quarantined: 2 })
    expect(report.rejected.map(({ line, outcome, code }) => [line, outcome, code])).toEqual([
      [2, 'quarantined', 'INVALID_JSON'],
      [3, 'excluded', 'custom'],
      [6, 'quarantined', 'INVALID_JSON'],
      [7, 'excluded', 'aborted'],
    ])
  })

  it('stores a match with all that belongs to it', async () => {
    await harness.ingest(texts(MATCHES))
    expect(await rowsOf('match')).toBe(3)
    expect(await rowsOf('player_match')).toBe(30)
    expect(await pendingRollups(harness.infra.db)).toBe(3)
  })

  it('wakes the roll-up when there is something new, and only then', async () => {
    await harness.ingest(['nonsense', JSON.stringify(CUSTOM)])
    expect(await outboxBacklog(harness.infra.db)).toBe(0)
    await harness.ingest(texts(MATCHES))
    const backlog = await outboxBacklog(harness.infra.db)
    expect(backlog).toBeGreaterThan(0)
    await harness.ingest(texts(MATCHES))
    expect(await outboxBacklog(harness.infra.db)).toBe(backlog)
  })

  it('archives every document that was kept, each under the hash of its bytes', async () => {
    await harness.ingest([...texts(MATCHES), 'nonsense', JSON.stringify(CUSTOM)])
    const { archive, codec } = harness.infra
    const [day = ''] = await archive.days()
    const matches = await harness.infra.db.selectFrom('match').select('raw_hash').execute()
    const hashes = [
      ...matches.map(({ raw_hash }) => Buffer.from(raw_hash).toString('hex')),
      ...(await rejected()).map(({ raw_hash }) => raw_hash),
    ]
    expect(new Set(hashes).size).toBe(5)
    for (const hash of hashes) {
      const compressed = await archive.get({ day, hash })
      expect(codec.sha256(codec.decompress(compressed ?? new Uint8Array()))).toBe(hash)
    }
  })
})

describe('a document that is rejected again', () => {
  it('stays one row, with the place and the time of its latest receipt', async () => {
    await harness.ingest(['nonsense'])
    const [before] = await rejected()
    await harness.ingest(['', '', 'nonsense', 'nonsense'], 'riot')
    const after = await rejected()
    expect(after).toHaveLength(1)
    expect(after[0]).toMatchObject({ id: before?.id, source: 'riot', line: 4 })
    expect(after[0]?.received_at.getTime()).toBeGreaterThan(before?.received_at.getTime() ?? 0)
  })

  it('gets its real reason once it is sent with the right source', async () => {
    const text = JSON.stringify(CUSTOM)
    await harness.ingest([text], 'henrik-v4')
    expect(await rejected()).toMatchObject([
      { kind: 'quarantined', code: 'SOURCE_MISMATCH', match_id: null },
    ])
    await harness.ingest([text], 'riot')
    expect(await rejected()).toMatchObject([
      { kind: 'excluded', code: 'custom', match_id: CUSTOM.matchInfo.matchId },
    ])
  })
})

describe('two documents of one match', () => {
  it('count once, as the first of them tells it', async () => {
    const [match] = MATCHES
    if (match === undefined) throw new Error('nothing simulated')
    const other = withInfo(match, { gameLengthMillis: 1 })
    expect(await harness.ingest(texts([match, other]))).toMatchObject({ accepted: 1, duplicate: 1 })
    expect(await harness.ingest(texts([other]))).toMatchObject({ accepted: 0, duplicate: 1 })
    const rows = await harness.infra.db.selectFrom('match').select('duration_ms').execute()
    expect(rows).toEqual([{ duration_ms: match.matchInfo.gameLengthMillis }])
  })
})

describe('getRejected', () => {
  it('gives one row with its reason', async () => {
    await harness.ingest(['[1]'])
    const [row] = await rejected()
    expect(await getRejected(harness.ctx, { id: row?.id ?? 0 })).toEqual(row)
  })

  it('says which document there is not, and tells nobody without the scope', async () => {
    await expect(getRejected(harness.ctx, { id: 999 })).rejects.toMatchObject({
      code: 'QUARANTINE_NOT_FOUND',
      fields: [{ pointer: '/id' }],
    })
    const writer = { kind: 'api-key', keyId: 'k', scopes: ['matches:write'] } as const
    await expect(getRejected({ ...harness.ctx, actor: writer }, { id: 999 })).rejects.toMatchObject(
      { code: 'FORBIDDEN' },
    )
  })
})
