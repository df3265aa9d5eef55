import { ERASED_PLAYER } from '../privacy.ts'
import { dayOf } from './day-of.ts'
import { NEW_PLAYER, rateMatch, type Skill, type Teams } from './rate-match.ts'

/** A match as rating sees it: its place in the order, who played and who won. */
export interface RatedMatch extends Teams<number> {
  readonly match_key: number
  readonly id: string
  readonly started_at: Date
  readonly winner: number
}

export interface PlayerSkill extends Skill {
  readonly games: number
}

/** A player's rating after the last of these matches of a day. */
export interface DayRating extends PlayerSkill {
  readonly player_key: number
  readonly day: string
  readonly updated_minute: number
}

/**
 * Rates matches one after the other, from `known` skills on; who is not in there is new. The answer has
 * one row per player and day, the days of a player ascending. Erased players take part as new ones every
 * time and are not in the answer.
 */
export function rateMatches(
  matches: readonly RatedMatch[],
  known: ReadonlyMap<number, PlayerSkill>,
): readonly DayRating[] {
  const skills = new Map(known)
  const days = new Map<string, DayRating>()
  for (const match of matches) {
    const skillOf = (player: number) => skills.get(player) ?? NEW_PLAYER
    const rated = rateMatch(
      { red: match.red.map(skillOf), blue: match.blue.map(skillOf) },
      match.winner,
    )
    const day = dayOf(match.started_at)
    const updated_minute = Math.floor(match.started_at.getTime() / 60_000)
    for (const [player_key, skill] of [
      ...pairs(match.red, rated.red),
      ...pairs(match.blue, rated.blue),
    ]) {
      if (player_key === ERASED_PLAYER) continue
      const { mu, sigma } = skill
      const after = { mu, sigma, games: (skills.get(player_key)?.games ?? 0) + 1 }
      skills.set(player_key, after)
      days.set(`${player_key} ${day}`, { ...after, player_key, day, updated_minute })
    }
  }
  return [...days.values()]
}

function pairs(players: readonly number[], skills: readonly Skill[]): readonly [number, Skill][] {
  return players.flatMap((player, index) => {
    const skill = skills[index]
    return skill === undefined ? [] : [[player, skill] satisfies [number, Skill]]
  })
}
