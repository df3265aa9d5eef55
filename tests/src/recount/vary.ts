import type {
  Prng,
  RiotKill,
  RiotMatchDocument,
  RiotPlayer,
  RiotRound,
  RiotRoundPlayer,
} from '@loadout/simulator'

/** Probability that any one thing is varied. */
const OFTEN = 0.3
const SELDOM = 0.04

/** Stands in no list of players. */
const STRANGER = '0f0f0f0f-0f0f-4f0f-8f0f-0f0f0f0f0f0f'

const ITEMS = ['Ability1', 'Ability2', 'GrenadeAbility', 'Ultimate', '']
const CODES = ['Elimination', 'Detonate', 'Defuse', '', 'Rescue']

/**
 * The document with what rules are about and what simulated matches hardly have: team kills, self kills,
 * revivals, kills in one millisecond, damage to oneself and teammates, people who do not play, ids in
 * capitals, nulls, stated roles that contradict the schedule. Not a plausible match any more, yet one
 * that a reader must take: teams, rounds and their winners are as they were.
 */
export function vary(document: RiotMatchDocument, prng: Prng): RiotMatchDocument {
  if (document.roundResults === null || document.teams === null) return document
  const ids = document.players.map(({ puuid }) => puuid)
  const isTopRanked = prng.chance(OFTEN)
  return {
    ...document,
    matchInfo: varyInfo(document.matchInfo, prng),
    players: [
      ...document.players.map((player) => varyPlayer(player, { ...document, isTopRanked }, prng)),
      watcher(document),
    ],
    coaches: [...document.coaches, { puuid: STRANGER, teamId: 'Red' }],
    roundResults: document.roundResults.map((round) => varyRound(round, ids, prng)),
  }
}

function varyInfo(info: RiotMatchDocument['matchInfo'], prng: Prng): typeof info {
  return {
    ...info,
    matchId: maybe(prng, OFTEN, info.matchId, (id) => id.toUpperCase()),
    queueId: maybe(prng, SELDOM, info.queueId, (queue) => queue.toUpperCase()),
    region: maybe(prng, OFTEN, info.region, (region) => region.toUpperCase()),
    mapId: maybe(prng, SELDOM, info.mapId, () => '/Game/Maps/Nowhere/Nowhere'),
    gameVersion: maybe(prng, SELDOM, info.gameVersion, () => 'preview'),
  }
}

/** Somebody with statistics, whom isObserver alone keeps out. */
function watcher({ players }: RiotMatchDocument): RiotPlayer {
  const [player] = players
  if (player === undefined) throw new Error('a match without players')
  return { ...player, puuid: `${STRANGER.slice(0, -1)}e`, isObserver: true }
}

function varyPlayer(
  player: RiotPlayer,
  { players, isTopRanked }: Pick<RiotMatchDocument, 'players'> & { readonly isTopRanked: boolean },
  prng: Prng,
): RiotPlayer {
  const { stats } = player
  return {
    ...player,
    teamId: maybe(prng, SELDOM, player.teamId, (team) => team.toUpperCase()),
    // Twice the same agent in a team, or none.
    characterId: maybe(prng, SELDOM, player.characterId, () =>
      prng.pick([
        null,
        '',
        ...players.map(({ characterId }) => characterId?.toUpperCase() ?? null),
      ]),
    ),
    competitiveTier: isTopRanked
      ? prng.pick([0, 24, 25, 26, 27])
      : maybe(prng, OFTEN, player.competitiveTier, () => prng.pick([0, 0, prng.between(3, 27)])),
    stats: stats && {
      ...stats,
      roundsPlayed: maybe(prng, SELDOM, stats.roundsPlayed, (rounds) => Math.max(1, rounds - 2)),
      abilityCasts: maybe(prng, SELDOM, stats.abilityCasts, () => null),
    },
  }
}

function varyRound(round: RiotRound, ids: readonly string[], prng: Prng): RiotRound {
  if (round.roundResultCode === 'Surrendered') return round
  const somebody = () => prng.pick([...ids, STRANGER, null])
  const stated = prng.pick(['Attacker', 'Defender'])
  const times = round.playerStats.flatMap(({ kills }) =>
    kills.map((kill) => kill.timeSinceRoundStartMillis),
  )
  const of = { ids, times: times.length === 0 ? [0] : times }
  return {
    ...round,
    ...(prng.chance(SELDOM) ? { winningTeamRole: stated } : {}),
    roundResultCode: maybe(prng, SELDOM, round.roundResultCode, () => prng.pick(CODES)),
    bombPlanter: maybe(prng, SELDOM, round.bombPlanter, somebody),
    bombDefuser: maybe(prng, SELDOM, round.bombDefuser, somebody),
    plantRoundTime: maybe(prng, SELDOM, round.plantRoundTime, () => prng.int(60_000)),
    playerStats: prng
      .shuffled(round.playerStats)
      .map((seat) => varySeat(seat, of, prng))
      .concat(prng.chance(SELDOM) ? stranger(round) : []),
  }
}

/** An observer's entry: nothing in it counts. */
function stranger({ playerStats }: RiotRound): RiotRoundPlayer[] {
  return playerStats.slice(0, 1).map((seat) => ({ ...seat, puuid: STRANGER }))
}

interface Around {
  readonly ids: readonly string[]
  /** When somebody was killed in the round. */
  readonly times: readonly number[]
}

function varySeat(seat: RiotRoundPlayer, of: Around, prng: Prng): RiotRoundPlayer {
  return {
    ...seat,
    economy: maybe(prng, SELDOM, seat.economy, (economy) => ({ ...economy, weapon: '' })),
    damage: seat.damage.map((hit) => ({
      ...hit,
      receiver: maybe(prng, SELDOM, hit.receiver, () => prng.pick([...of.ids, STRANGER])),
    })),
    kills: seat.kills.flatMap((kill) => {
      const varied = varyKill(kill, of, prng)
      return prng.chance(SELDOM) ? [varied, again(varied, prng)] : [varied]
    }),
  }
}

/** The same victim once more: somebody brought it back in between. */
function again(kill: RiotKill, prng: Prng): RiotKill {
  const later = kill.timeSinceRoundStartMillis + prng.int(12_000)
  return { ...kill, timeSinceRoundStartMillis: later }
}

function varyKill(kill: RiotKill, { ids, times }: Around, prng: Prng): RiotKill {
  const anybody = () => prng.pick([...ids, STRANGER])
  return {
    ...kill,
    timeSinceRoundStartMillis: maybe(prng, SELDOM, kill.timeSinceRoundStartMillis, () =>
      prng.pick([...times, prng.int(120_000)]),
    ),
    killer: maybe(prng, SELDOM, kill.killer, () => prng.pick([kill.victim, anybody()])),
    victim: maybe(prng, SELDOM, kill.victim, anybody),
    assistants: maybe(prng, SELDOM, kill.assistants, (named) => [...named, anybody(), anybody()]),
    finishingDamage: maybe(prng, SELDOM, kill.finishingDamage, (finish) => ({
      ...finish,
      damageType: prng.pick(['Weapon', 'Melee', 'Bomb']),
      damageItem: prng.pick(ITEMS),
    })),
  }
}

function maybe<Value>(
  prng: Prng,
  probability: number,
  value: Value,
  change: (value: Value) => Value,
): Value {
  return prng.chance(probability) ? change(value) : value
}
