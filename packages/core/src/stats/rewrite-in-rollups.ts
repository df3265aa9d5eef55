import type { Transaction } from 'kysely'
import type { Database } from '../db/database.ts'
import { addToRollups } from './add-to-rollups.ts'
import { isBuilding, latestGames, lockPending, lowerLatest } from './rewrite-queries.ts'
import { holdActiveVersion, lockRollupVersions, touchState } from './rollup-queries.ts'

/**
 * Runs `rewrite`, which gives stored matches other rows, and brings the roll-ups along: takes back what the
 * rows said before and adds what they say then. Matches that are still pending have nothing to take back.
 * False, and nothing is done, while a version is being built: which matches it holds only its shards know.
 */
export async function rewriteInRollups(
  tx: Transaction<Database>,
  { keys, now }: { readonly keys: readonly number[]; readonly now: Date },
  rewrite: () => Promise<void>,
): Promise<boolean> {
  await lockRollupVersions(tx, 'shared')
  if (await isBuilding(tx)) return false
  const version = await holdActiveVersion(tx)
  const pending = new Set(await lockPending(tx, { version, keys }))
  const matches = { keys: keys.filter((key) => !pending.has(key)) }
  await addToRollups(tx, { version, sign: -1, matches })
  const before = await latestGames(tx, keys)
  await rewrite()
  await addToRollups(tx, { version, sign: 1, matches })
  await lowerLatest(tx, version, outdone(before, await latestGames(tx, keys)))
  await touchState(tx, now)
  return true
}

type LatestGame = Awaited<ReturnType<typeof latestGames>>[number]

/** Latest games that may be none any more: greatest values cannot be taken back, only looked up anew. */
function outdone(before: readonly LatestGame[], after: readonly LatestGame[]): LatestGame[] {
  const grain = (game: LatestGame) =>
    [game.player_key, game.queue_key, game.act_key, game.region_key].join()
  const present = new Map(after.map((game) => [grain(game), game.latest]))
  return before.filter((game) => (present.get(grain(game)) ?? 0) < game.latest)
}
