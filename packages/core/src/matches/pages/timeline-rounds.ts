import type { ContentLookup } from '../../stats/content/index.ts'
import type { StoredRound } from '../events.ts'
import { clutchesOf } from '../measures/clutches.ts'
import type { Side, TimelineEvent, TimelineRound } from '../pages-contract.ts'
import { actorOf, roundEvents } from './round-events.ts'
import { onSide, roundPlace } from './round-place.ts'
import type { StoredMatch } from './stored-match.ts'

/** Every round of a match with its events; with a side, only what its players did. */
export function timelineRounds(
  match: StoredMatch,
  content: ContentLookup,
  side?: Side,
): readonly TimelineRound[] {
  const score = { red: 0, blue: 0 }
  return match.rounds.map((round) => {
    if (round.attacker !== null) score[round.winner] += 1
    const events = roundEvents(match, round, content)
    const isWanted = onSide(match, round, side)
    return {
      ...roundPlace(match, round),
      result: round.result,
      score: { ...score },
      events: events.filter((event) => isWanted(actorOf(event))),
      multikills: multikills(events).filter(({ player }) => isWanted(player)),
      clutches: clutches(match, round).filter(({ player }) => isWanted(player)),
    }
  })
}

function clutches(match: StoredMatch, round: StoredRound): TimelineRound['clutches'] {
  return clutchesOf(match, round).map(({ player, opponents, won }) => ({ player, opponents, won }))
}

function multikills(events: readonly TimelineEvent[]): TimelineRound['multikills'] {
  const kills = new Map<number, number>()
  for (const event of events) {
    if (event.type !== 'kill' || event.teamKill) continue
    kills.set(event.killer, (kills.get(event.killer) ?? 0) + 1)
  }
  return [...kills]
    .filter(([, count]) => count >= 2)
    .map(([player, count]) => ({ player, kills: count }))
}
