import { VALORANT } from '@loadout/core/sources'
import { createInlinePreparer, createPreparerPool, infraEnv, nodeCodec } from '@loadout/infra'
import { createTestInfra } from '@loadout/infra/testing'
import { describe, expect, it } from 'vitest'
import { oneSimulated } from '../support/simulated.ts'

const bytes = () =>
  new TextEncoder().encode(JSON.stringify(oneSimulated('window', { competitive: 1 })))
const raw = () => [{ line: 1, bytes: bytes(), totalBytes: bytes().length }]

type Prepared = Awaited<ReturnType<ReturnType<typeof createInlinePreparer>['prepare']>>

const windowsOf = (prepared: Prepared) =>
  prepared.map((one) => (one.kind === 'match' ? one.rows.match.trade_window_ms : null))

function tradesOf(prepared: Prepared): number {
  return prepared
    .flatMap((one) => (one.kind === 'match' ? one.rows.players : []))
    .reduce((sum, player) => sum + player.trade_kills, 0)
}

describe('the trade window', () => {
  it('is what matches are measured with, on the calling thread and in others', async () => {
    const pool = createPreparerPool(1, VALORANT, 30_000)
    try {
      const inline = createInlinePreparer(nodeCodec, VALORANT, 30_000)
      const at30s = await pool.prepare(raw(), 'riot')
      expect(at30s).toEqual(await inline.prepare(raw(), 'riot'))
      const at5s = await createInlinePreparer(nodeCodec, VALORANT).prepare(raw(), 'riot')
      expect([windowsOf(at5s), windowsOf(at30s)]).toEqual([[5_000], [30_000]])
      expect(tradesOf(at30s)).toBeGreaterThan(tradesOf(at5s))
    } finally {
      await pool.close()
    }
  })

  it.each(['0', '1'])('comes from the environment, with PREPARE_THREADS=%s', async (threads) => {
    const env = { STATS_TRADE_WINDOW_MS: '3000', PREPARE_THREADS: threads }
    const infra = await createTestInfra({ env })
    try {
      expect(infra.preparer.tradeWindowMs).toBe(3_000)
      expect(windowsOf(await infra.preparer.prepare(raw(), 'riot'))).toEqual([3_000])
    } finally {
      await infra.close()
    }
  })

  it('is between one and thirty seconds, and five unless told', () => {
    const { STATS_TRADE_WINDOW_MS: setting } = infraEnv
    expect(setting.parse(undefined)).toBe(5_000)
    for (const ok of ['1000', '30000']) expect(setting.safeParse(ok).success).toBe(true)
    for (const bad of ['999', '30001', '2.5', 'long'])
      expect(setting.safeParse(bad).success).toBe(false)
    expect(setting.parse('8000')).toBe(8_000)
  })
})
