import type { ContentLookup } from '../../stats/content/index.ts'
import type { StoredRound } from '../events.ts'
import type { DocumentKill, DocumentSelfKill, Team } from '../match-document.ts'
import { isEnemyKill, lastingDeaths } from '../measures/deaths.ts'
import type { TimelineEvent } from '../pages-contract.ts'
import type { StoredMatch } from './stored-match.ts'
import { tradedKills, tradesByKill } from './trades-by-kill.ts'
import { toWeaponRef } from './weapon-ref.ts'

type WithoutAlive<Event> = Event extends unknown ? Omit<Event, 'alive'> : never
type Happening = WithoutAlive<TimelineEvent>

/**
 * What happened in a round, in time order; of the same millisecond, deaths come before the spike. The
 * living are counted as clutches count them (see `lastingDeaths`): whoever is revived never left.
 */
export function roundEvents(
  match: StoredMatch,
  round: StoredRound,
  content: ContentLookup,
): readonly TimelineEvent[] {
  const happenings = [
    ...killEvents(match, round, content),
    ...selfKillEvents(round, content),
    ...spikeEvents(round),
  ].sort((a, b) => a.atMs - b.atMs)
  return withAlive(match, happenings)
}

function killEvents(
  match: StoredMatch,
  round: StoredRound,
  content: ContentLookup,
): readonly Happening[] {
  const isRevived = revivals(round)
  const trades = tradesByKill(match, round.kills)
  const traded = tradedKills(match, round.kills)
  const first = round.kills.find((kill) => isEnemyKill(match, kill))
  return round.kills.map((kill) => ({
    type: 'kill',
    atMs: kill.atMs,
    killer: kill.killer,
    victim: kill.victim,
    assistants: [...kill.assistants],
    weapon: toWeaponRef(content, kill.weapon),
    revived: isRevived(kill.victim, kill),
    teamKill: !isEnemyKill(match, kill),
    firstBlood: kill === first,
    avenged: [...(trades.get(kill) ?? [])],
    traded: traded.has(kill),
  }))
}

function selfKillEvents(round: StoredRound, content: ContentLookup): readonly Happening[] {
  const isRevived = revivals(round)
  return round.selfKills.map((kill) => ({
    type: 'selfKill',
    atMs: kill.atMs,
    player: kill.player,
    assistants: [...kill.assistants],
    weapon: toWeaponRef(content, kill.weapon),
    revived: isRevived(kill.player, kill),
  }))
}

function spikeEvents({ plant, defuse }: StoredRound): readonly Happening[] {
  const events: Happening[] = []
  if (plant) events.push({ type: 'plant', ...plant })
  if (defuse) events.push({ type: 'defuse', ...defuse })
  return events
}

/** Tells whether a player came back after a death: it is not the one that lasted. */
function revivals(round: StoredRound) {
  const lasting = new Map(lastingDeaths(round).map(({ player, atMs }) => [player, atMs]))
  return (player: number, { atMs }: DocumentKill | DocumentSelfKill) => lasting.get(player) !== atMs
}

function withAlive(match: StoredMatch, happenings: readonly Happening[]): readonly TimelineEvent[] {
  const dead = new Set<number>()
  return happenings.map((event) => {
    const died = victimOf(event)
    if (died !== null) dead.add(died)
    const living = (team: Team) =>
      match.players.filter((player, index) => player.team === team && !dead.has(index)).length
    return { ...event, alive: { red: living('red'), blue: living('blue') } }
  })
}

/** Who was out for good with this event. */
function victimOf(event: Happening): number | null {
  if (event.type === 'plant' || event.type === 'defuse' || event.revived) return null
  return event.type === 'kill' ? event.victim : event.player
}

/** The player who did it. */
export function actorOf(event: TimelineEvent): number {
  return event.type === 'kill' ? event.killer : event.player
}
