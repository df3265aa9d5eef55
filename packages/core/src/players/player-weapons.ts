import type { z } from 'zod'
import type { Ctx } from '../context.ts'
import { talliesOf } from '../matches/index.ts'
import { decodeWeaponTallies, rate, weaponRef } from '../stats/index.ts'
import { openPage } from './find-player.ts'
import { type WeaponHead, weaponHeads } from './game-queries.ts'
import type { playerWeaponsInput, playerWeaponsOutput } from './pages/contract.ts'
import { type WeaponTotal, weaponTotals } from './pages/weapon-totals.ts'
import { resolveGames } from './resolve-games.ts'

/**
 * What a player did with each weapon in the latest games that fit, most kills first. Unknown filter
 * values give an empty list. Throws PLAYER_NOT_FOUND, PLAYER_PRIVATE.
 */
export async function playerWeapons(
  ctx: Ctx,
  { player, last, ...filters }: z.output<typeof playerWeaponsInput>,
): Promise<z.output<typeof playerWeaponsOutput>> {
  const { player_key } = await openPage(ctx, player)
  const filter = await resolveGames(ctx, filters)
  const heads =
    filter === null ? [] : await weaponHeads(ctx.db, player_key, { filter, limit: last })
  const totals = weaponTotals(heads.flatMap(ownTallies))
  const named = await ctx.dimensions.named(totals.map(({ weapon }) => weapon))
  const kills = totals.reduce((sum, total) => sum + total.kills, 0)
  const items = totals.map((total) => ({
    ...weaponRef(ctx.game.lookup, named.get(total.weapon)?.id ?? ''),
    ...toMeasures(total, kills),
  }))
  return { matches: heads.length, items }
}

function ownTallies({ slot, head }: WeaponHead) {
  const tallies = talliesOf(head)
  return tallies === null ? [] : decodeWeaponTallies(tallies).filter((tally) => tally.slot === slot)
}

function toMeasures(total: WeaponTotal, allKills: number) {
  const { games, kills, rounds, headshots, bodyshots, legshots } = total
  return {
    games,
    kills,
    rounds,
    killShare: rate(kills, allKills),
    headshotRate: rate(headshots, headshots + bodyshots + legshots),
    damagePerRound: rounds === 0 ? 0 : total.damage / rounds,
    killsPerGame: kills / games,
  }
}
