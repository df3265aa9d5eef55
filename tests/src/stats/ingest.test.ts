import { getMatch, ingestMatch, listRejected, matchesContract } from '@loadout/core/matches'
import { simulateMatches } from '@loadout/simulator'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createHarness, type Harness, sumOfAgentTotals } from '../support/harness.ts'

const simulated = [
  ...simulateMatches({ seed: 7, count: 24, compact: true, mix: { competitive: 1 } }),
]
const lines = simulated.map((document) => JSON.stringify(document))
let harness: Harness

beforeAll(async () => {
  harness = await createHarness()
})
afterAll(() => harness.close())

describe('ingestStream', () => {
  it('takes in the good lines and names each bad one by line, code and pointer', async () => {
    const negative = {
      ...simulated[3],
      players: simulated[3]?.players.map((player) => ({ ...player, competitiveTier: -1 })),
    }
    const report = await harness.ingest([
      lines[0] ?? '',
      '{"matchInfo": {"matchId": "cut',
      '',
      lines[1] ?? '',
      '\u0000\u0000',
      '[1, 2, 3]',
      JSON.stringify(negative),
      lines[2] ?? '',
    ])
    expect(report).toMatchObject({ accepted: 3, duplicate: 0, excluded: 0, quarantined: 4 })
    expect(report.rejected.map(({ line, code }) => [line, code])).toEqual([
      [2, 'INVALID_JSON'],
      [5, 'INVALID_JSON'],
      [6, 'UNKNOWN_SHAPE'],
      [7, 'INVALID_FIELD'],
    ])
    expect(report.rejected[3]?.pointer).toBe('/players/0/competitiveTier')
  })

  it('keeps rejected documents in the archive, word for word', async () => {
    const { items } = await listRejected(harness.ctx, { kind: 'quarantined', limit: 10 })
    const row = items.find(({ code }) => code === 'UNKNOWN_SHAPE')
    const day = row?.received_at.toISOString().slice(0, 10) ?? ''
    const compressed = await harness.infra.archive.get({ day, hash: row?.raw_hash ?? '' })
    expect(compressed).not.toBeNull()
    const text = new TextDecoder().decode(
      harness.infra.codec.decompress(compressed ?? new Uint8Array()),
    )
    expect(text).toBe('[1, 2, 3]')
  })

  it('calls the second document of a match a duplicate, in one batch or later', async () => {
    const again = await harness.ingest([lines[0] ?? '', lines[5] ?? '', lines[5] ?? ''])
    expect(again).toMatchObject({ accepted: 1, duplicate: 2 })
  })

  it('stores each match once when two writers race on the same ones', async () => {
    const batch = lines.slice(6, 24)
    const reports = await Promise.all([
      harness.ingest(batch),
      harness.ingest(batch.toReversed()),
      harness.ingest(batch),
    ])
    expect(reports.reduce((sum, report) => sum + report.accepted, 0)).toBe(batch.length)
    expect(reports.reduce((sum, report) => sum + report.duplicate, 0)).toBe(batch.length * 2)
  })

  it('stores what came before the stream broke', async () => {
    const fresh = [
      ...simulateMatches({ seed: 8, count: 2, compact: true, mix: { competitive: 1 } }),
    ]
    const { ingestStream } = await import('@loadout/core/matches')
    async function* broken() {
      yield new TextEncoder().encode(`${JSON.stringify(fresh[0])}\n`)
      throw new Error('connection reset')
    }
    await expect(
      ingestStream(harness.ctx, { chunks: broken(), source: 'riot', origin: 'test' }),
    ).rejects.toThrow('connection reset')
    const stored = await getMatch(harness.ctx, { matchId: fresh[0]?.matchInfo.matchId ?? '' })
    expect(stored.players).toHaveLength(10)
  })
})

describe('rejected documents', () => {
  const fresh = [...simulateMatches({ seed: 31, count: 2, compact: true, mix: { competitive: 1 } })]
  const texts = fresh.map((document) => JSON.stringify(document))
  const rejectedCodes = async () => {
    const { items } = await listRejected(harness.ctx, { code: 'SOURCE_MISMATCH', limit: 10 })
    return items.length
  }

  it('leave the list when they are understood after all', async () => {
    const before = await rejectedCodes()
    await harness.ingest(texts, 'henrik-v4')
    expect(await rejectedCodes()).toBe(before + 2)
    expect(await harness.ingest(texts, 'riot')).toMatchObject({ accepted: 2 })
    expect(await rejectedCodes()).toBe(before)
  })

  it('keep their true reason when they come again with a wrong source', async () => {
    const [custom] = simulateMatches({ seed: 32, count: 1, compact: true, mix: { custom: 1 } })
    await harness.ingest([JSON.stringify(custom)], 'riot')
    await harness.ingest([JSON.stringify(custom)], 'henrik-v4')
    const { items } = await listRejected(harness.ctx, { kind: 'excluded', limit: 1 })
    expect(items[0]).toMatchObject({ code: 'custom', match_id: custom?.matchInfo.matchId })
  })

  it('do not fill the list with the lines of a body that is no NDJSON', async () => {
    const pretty = Array.from({ length: 5_000 }, (_, line) => `  "line": ${line},`)
    await expect(harness.ingest(pretty)).rejects.toMatchObject({ code: 'BAD_INPUT' })
  })
})

describe('ingestMatch', () => {
  it('stores unknown agents and maps under their own ids', async () => {
    const [document] = simulateMatches({
      seed: 9,
      count: 1,
      compact: true,
      mix: { competitive: 1 },
    })
    if (document === undefined) throw new Error('no document')
    const unknown = '00000000-aaaa-4bbb-8ccc-dddddddddddd'
    const players = document.players.map((player, index) =>
      index === 0 ? { ...player, characterId: unknown.toUpperCase() } : player,
    )
    const matchInfo = { ...document.matchInfo, mapId: '/Game/Maps/Nowhere/Nowhere' }
    const outcome = await ingestMatch(harness.ctx, {
      source: 'riot',
      document: { ...document, players, matchInfo },
    })
    expect(outcome.outcome).toBe('accepted')
    const stored = await getMatch(harness.ctx, { matchId: document.matchInfo.matchId })
    expect(stored.match.map.id).toBe('/game/maps/nowhere/nowhere')
    expect(stored.players.map(({ agent }) => agent?.id)).toContain(unknown)
  })

  it('quarantines a document of another source than stated', async () => {
    const outcome = await ingestMatch(harness.ctx, { source: 'henrik-v4', document: simulated[0] })
    expect(outcome).toMatchObject({ outcome: 'quarantined', code: 'SOURCE_MISMATCH' })
  })

  it('refuses callers without the scope', async () => {
    const input = matchesContract.ingestInput.parse({ source: 'riot', document: simulated[0] })
    await expect(
      ingestMatch({ ...harness.ctx, actor: { kind: 'anonymous' } }, input),
    ).rejects.toMatchObject({
      code: 'UNAUTHENTICATED',
    })
    const reader = { kind: 'api-key', keyId: 'k', scopes: ['ops:read'] } as const
    await expect(ingestMatch({ ...harness.ctx, actor: reader }, input)).rejects.toMatchObject({
      code: 'FORBIDDEN',
    })
  })
})

describe('roll-up', () => {
  it('holds the plain sums of the stored players', async () => {
    const { rows } = await harness.infra.db
      .selectFrom('player_match')
      .select((eb) => [
        eb.fn.sum<number>('rounds').as('rounds'),
        eb.fn.sum<number>('kills').as('kills'),
        eb.fn.sum<number>('damage').as('damage'),
      ])
      .execute()
      .then((found) => ({ rows: found }))
    const sums = await sumOfAgentTotals(harness.ctx, ['competitive'])
    expect([sums.rounds, sums.kills, sums.damage].map(String)).toEqual(
      [rows[0]?.rounds, rows[0]?.kills, rows[0]?.damage].map(String),
    )
  })
})
