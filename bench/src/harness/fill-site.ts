import type { Ctx } from '@loadout/core'
import { refreshLeaderboards } from '@loadout/core/leaderboards'
import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'
import { rollUpAll } from './roll-up-all.ts'
import type { Bench } from './scenario.ts'
import { type Seeded, type SeedOptions, seedMatches } from './seed-matches.ts'

/** Matches with all that pages are made from: roll-ups and leaderboards, as if nobody had hurried. */
export async function fillSite(
  bench: Bench,
  infra: Infra,
  options: Pick<SeedOptions, 'matches' | 'starGames'>,
): Promise<Seeded> {
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'bench' }, signal: bench.signal }
  const seeded = await seedMatches(infra, { ...bench, ...options })
  bench.say(`rolled up in ${(await rollUpAll(bench, infra)).toFixed(0)} s`)
  while ((await refreshLeaderboards(ctx, {})).editions > 0);
  await sql`vacuum (analyze)`.execute(infra.db)
  return seeded
}
