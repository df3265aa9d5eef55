import type { Transaction } from 'kysely'
import type { Database } from '../db/database.ts'
import type { RollupBatch } from './queries/upsert-sums.ts'
import {
  addWeaponRows,
  WEAPON_COLUMNS,
  type WeaponHead,
  weaponHeads,
} from './queries/weapon-rollup.ts'
import { bucketTier } from './tier-groups.ts'
import { decodeWeaponTallies, type KeyedTally } from './weapon-tallies.ts'

/** Adds the weapons of the batch's matches, whose tallies lie packed beside the rounds, to their roll-up. */
export async function addWeaponSums(tx: Transaction<Database>, batch: RollupBatch): Promise<void> {
  const matches = await weaponHeads(tx, batch)
  const sums = new Map<string, Sums>()
  for (const match of matches) {
    const all = sumsOf(sums, match, { tier: match.tier, allAgents: 1 })
    const own = sumsOf(sums, match, { tier: bucketTier(match.tier), allAgents: 0 })
    for (const tally of decodeWeaponTallies(match.head)) {
      const agent = match.agents[tally.slot] ?? 0
      add(all, { agent: 0, tally })
      add(own, { agent, tally })
    }
  }
  if (sums.size > 0) await addWeaponRows(tx, batch, toColumns([...sums.values()]))
}

/** Sums of matches that share queue, patch, act and tier. */
interface Sums {
  readonly grain: readonly number[]
  /** Agent, weapon and the sums, by both keys as one number. */
  readonly rows: Map<number, number[]>
}

function sumsOf(
  sums: Map<string, Sums>,
  match: WeaponHead,
  { tier, allAgents }: { readonly tier: number; readonly allAgents: 0 | 1 },
): Sums {
  const grain = [match.queue_key, match.patch_key, match.act_key, tier, allAgents]
  const key = grain.join()
  const known = sums.get(key) ?? { grain, rows: new Map() }
  sums.set(key, known)
  return known
}

/** Keys are below this: a column of them has 16 bits. */
const KEY_RANGE = 65_536

function add(
  { rows }: Sums,
  { agent, tally }: { readonly agent: number; readonly tally: KeyedTally },
): void {
  const { weapon, kills, headshots, bodyshots, legshots, damage, rounds } = tally
  const key = agent * KEY_RANGE + weapon
  const row = rows.get(key)
  if (row === undefined) {
    rows.set(key, [agent, weapon, kills, headshots, bodyshots, legshots, damage, rounds, 1])
    return
  }
  const values = [0, 0, kills, headshots, bodyshots, legshots, damage, rounds, 1]
  for (let index = 2; index < values.length; index++) {
    row[index] = (row[index] ?? 0) + (values[index] ?? 0)
  }
}

function toColumns(sums: readonly Sums[]): readonly (readonly number[])[] {
  const rows = sums.flatMap(({ grain, rows }) =>
    [...rows.values()].map((row) => [...grain, ...row]),
  )
  return WEAPON_COLUMNS.map((_, index) => rows.map((row) => row[index] ?? 0))
}
