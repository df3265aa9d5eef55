import type { Ctx } from '@loadout/core'
import { ingestStream, type matchesContract } from '@loadout/core/matches'
import { agentStats, rollupMatches, statsContract } from '@loadout/core/stats'
import { createTestInfra, type TestInfra } from '@loadout/infra/testing'

export interface Harness {
  readonly infra: TestInfra
  readonly ctx: Ctx
  ingest(texts: readonly string[], source?: IngestSource): Promise<matchesContract.IngestReport>
  close(): Promise<void>
}

export type IngestSource = 'riot' | 'riot-client' | 'henrik-v4' | 'auto'

/** Real services on a database of their own, called as the system. */
export async function createHarness(): Promise<Harness> {
  const infra = await createTestInfra()
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'test' } }
  return {
    infra,
    ctx,
    ingest: (texts, source = 'auto') =>
      ingestStream(ctx, { chunks: ndjson(texts), source, origin: 'test' }),
    close: () => infra.close(),
  }
}

/** Documents as one line each: pretty-printed ones are compacted, text that is no JSON stays as it is. */
export async function* ndjson(texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield new TextEncoder().encode(`${text.replaceAll('\n', ' ')}\n`)
}

/** Sums over all agents of every queue that has matches. */
export async function sumOfAgentTotals(ctx: Ctx, queues: readonly string[]) {
  await rollupMatches(ctx, {})
  const sum: Record<string, number> = {}
  for (const queue of queues) {
    const { items } = await agentStats(ctx, statsContract.agentStatsInput.parse({ queue }))
    for (const item of items) {
      for (const [name, value] of Object.entries(item.totals)) sum[name] = (sum[name] ?? 0) + value
    }
  }
  return sum
}
