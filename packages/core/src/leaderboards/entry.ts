import type { Ctx } from '../context.ts'
import { isShown } from '../privacy.ts'
import { rate } from '../stats/index.ts'
import type { LeaderboardEntry } from './contract.ts'
import type { EntryRow } from './queries.ts'

/** A place as it may be shown: who has not agreed to be named keeps the rank, and is nobody. */
export function toEntry(
  { playerPages }: Pick<Ctx, 'playerPages'>,
  row: EntryRow,
): LeaderboardEntry {
  const { puuid, name, tag, consented_at, mu, sigma } = row
  const shown = puuid !== null && isShown(playerPages, { consented_at })
  return {
    rank: row.rank,
    player: shown ? { puuid, name, tag } : null,
    value: row.value,
    games: row.games,
    winRate: rate(row.wins, row.games),
    acs: row.score / row.rounds,
    rating: mu === null || sigma === null ? null : { mu, sigma },
  }
}
