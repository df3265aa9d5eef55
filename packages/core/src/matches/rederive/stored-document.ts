import type { Ctx } from '../../context.ts'
import type { Dimension } from '../../stats/index.ts'
import { decodeEvents } from '../events.ts'
import type { DocumentPlayer, MatchDocument } from '../match-document.ts'
import { TEAM_CODES, WINNER_CODES } from '../match-rows.ts'
import type { OutdatedMatch, StoredPlayer } from './queries.ts'

/**
 * The document a match was stored from, out of its rows and events: everything that is measured, so that it
 * can be measured again when the raw document is gone. Ids that no key was given to are empty.
 */
export function storedDocument(
  { codec, game }: Pick<Ctx, 'codec' | 'game'>,
  stored: { readonly match: OutdatedMatch; readonly players: readonly StoredPlayer[] },
  named: ReadonlyMap<number, Dimension>,
): MatchDocument {
  const { match, players } = stored
  const idOf = (key: number) => named.get(key)?.id ?? null
  const queue = idOf(match.queue_key) ?? ''
  return {
    id: match.id,
    source: match.source,
    queue,
    rules: game.lookup.rulesOf(queue),
    map: idOf(match.map_key) ?? '',
    patch: idOf(match.patch_key) ?? '',
    act: idOf(match.act_key),
    region: idOf(match.region_key),
    startedAt: match.started_at.getTime(),
    durationMs: match.duration_ms,
    roundsPlayed: match.rounds,
    score: { red: match.red_score, blue: match.blue_score },
    winner: nameOf(WINNER_CODES, match.winner) ?? 'draw',
    surrendered: match.surrendered,
    players: players.map((player) => toPlayer(player, idOf(player.agent_key))),
    rounds: decodeEvents(codec, match.events),
  }
}

function toPlayer(row: StoredPlayer, agent: string | null): DocumentPlayer {
  const { score, rounds, kills, deaths, assists } = row
  return {
    puuid: row.puuid ?? '',
    name: row.name,
    tag: row.tag,
    team: nameOf(TEAM_CODES, row.team) ?? 'red',
    agent,
    tier: row.tier,
    stats: { score, rounds, kills, deaths, assists },
    casts: castsOf(row),
    spent: row.spent,
  }
}

function castsOf(row: StoredPlayer): DocumentPlayer['casts'] {
  const {
    grenade_casts: grenade,
    ability1_casts: ability1,
    ability2_casts: ability2,
    ultimate_casts: ultimate,
  } = row
  return grenade === null || ability1 === null || ability2 === null || ultimate === null
    ? null
    : { grenade, ability1, ability2, ultimate }
}

function nameOf<Name extends string>(
  codes: Readonly<Record<Name, number>>,
  code: number,
): Name | undefined {
  const names = Object.keys(codes) as Name[]
  return names.find((name) => codes[name] === code)
}
