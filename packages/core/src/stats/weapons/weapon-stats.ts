import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { readSnapshot } from '../../db/transaction.ts'
import { cachedRead, type StatsRead } from '../cached-read.ts'
import { weaponSums } from '../queries/read-weapons.ts'
import type { WeaponStats, weaponStatsInput, weaponStatsOutput } from './contract.ts'
import { weaponMeasures } from './weapon-measures.ts'
import { weaponRef } from './weapon-ref.ts'

type Input = z.output<typeof weaponStatsInput>
type Output = z.output<typeof weaponStatsOutput>
type Question = Omit<Input, 'region' | 'map' | 'kind' | 'sort'>

/** Weapons, and abilities that kill, with what they did. Unknown filters give an empty list. */
export async function weaponStats(ctx: Ctx, input: Input): Promise<Output> {
  const { kind, sort, region: _region, map: _map, ...question } = input
  const { value, updatedAt } = await cachedRead(ctx, {
    name: 'weapons',
    input: question,
    load: (read) => loadWeapons(ctx, read, question),
  })
  const items = (value?.items ?? [])
    .filter((item) => kind === undefined || item.weapon.kind === kind)
    .toSorted(
      (a, b) => sortKey(b, sort) - sortKey(a, sort) || a.weapon.name.localeCompare(b.weapon.name),
    )
  return { items, kills: value?.kills ?? 0, updatedAt }
}

async function loadWeapons(
  ctx: Ctx,
  read: StatsRead,
  { agent, minSample }: Question,
): Promise<Omit<Output, 'updatedAt'>> {
  const agentKey = agent === undefined ? undefined : await ctx.dimensions.find('agent', agent)
  if (agentKey === null) return { items: [], kills: 0 }
  const rows = await readSnapshot(ctx.db, (tx) => weaponSums(tx, { ...read, agentKey }))
  const named = await ctx.dimensions.named(rows.map((row) => row.weapon_key))
  const kills = rows.reduce((sum, row) => sum + row.kills, 0)
  const items = rows.flatMap((row) => {
    const weapon = named.get(row.weapon_key)
    if (weapon === undefined) return []
    const ref = weaponRef(ctx.game.lookup, weapon.id)
    return [{ weapon: ref, ...weaponMeasures(row, { kills, minSample }) }]
  })
  return { items, kills }
}

function sortKey(item: WeaponStats, sort: Input['sort']): number {
  const value = item[sort] ?? Number.NEGATIVE_INFINITY
  return typeof value === 'number' ? value : value.lo
}
