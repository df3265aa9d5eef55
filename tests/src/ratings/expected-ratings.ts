import { rate, rating } from 'openskill'
import type { StoredGame } from './stored-games.ts'

interface Expected {
  readonly queue_key: number
  readonly player_key: number
  readonly games: number
  readonly updated_minute: number
  /** The double's eight bytes, hex. */
  readonly mu: string
  readonly sigma: string
}

/** What `allRatings` must give: every game in order, with nothing in between but a map. */
export function expectedRatings(games: readonly StoredGame[]) {
  const skills = new Map<string, { mu: number; sigma: number; games: number }>()
  const present = new Map<string, Expected>()
  const days = new Map<string, Expected & { readonly day: string }>()
  const inOrder = games.toSorted((a, b) => orderOf(a).localeCompare(orderOf(b)))
  for (const { queueKey, players, winner, startedAt } of inOrder) {
    const before = players.map((player) =>
      player === 0 ? rating() : (skills.get(`${queueKey} ${player}`) ?? rating()),
    )
    const rank = [winner === 2 ? 2 : 1, winner === 1 ? 2 : 1]
    const after = rate([before.slice(0, 5), before.slice(5)], { rank }).flat()
    for (const [slot, player] of players.entries()) {
      if (player === 0) continue
      const { mu = 0, sigma = 0 } = after[slot] ?? {}
      const count = (skills.get(`${queueKey} ${player}`)?.games ?? 0) + 1
      skills.set(`${queueKey} ${player}`, { mu, sigma, games: count })
      const row: Expected = {
        queue_key: queueKey,
        player_key: player,
        games: count,
        updated_minute: startedAt.getTime() / 60_000,
        mu: bytesOf(mu),
        sigma: bytesOf(sigma),
      }
      const day = startedAt.toISOString().slice(0, 10)
      present.set(`${queueKey} ${player}`, row)
      days.set(`${queueKey} ${player} ${day}`, { ...row, day })
    }
  }
  const by = (a: Expected, b: Expected) => a.queue_key - b.queue_key || a.player_key - b.player_key
  return {
    present: [...present.values()].sort(by),
    days: [...days.values()].sort((a, b) => by(a, b) || a.day.localeCompare(b.day)),
  }
}

function orderOf({ queueKey, startedAt, id }: StoredGame): string {
  return `${queueKey} ${startedAt.toISOString()} ${id}`
}

function bytesOf(value: number): string {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes.toString('hex')
}
