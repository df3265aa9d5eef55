/**
 * A small official document of ten players, p0-p4 Red and p5-p9 Blue, that tests fill with the rounds
 * they are about. Everything is plain mutable JSON, so that a test can break any field of it.
 */
export interface RawPlayer {
  puuid: string
  teamId: string
  stats: Record<string, unknown> | null
  [key: string]: unknown
}

export interface RawDocument {
  matchInfo: Record<string, unknown>
  players: RawPlayer[]
  coaches: unknown[]
  teams: Record<string, unknown>[]
  roundResults: RawRound[]
  [key: string]: unknown
}

export interface RawRound {
  playerStats: RawRoundPlayer[]
  [key: string]: unknown
}

export interface RawRoundPlayer {
  kills: Record<string, unknown>[]
  damage: Record<string, unknown>[]
  economy: Record<string, unknown> | null
  [key: string]: unknown
}

export interface KillSpec {
  at: number
  killer: number
  victim: number
  assistants?: number[]
  item?: string
  type?: string
}

export interface RoundSpec {
  winner?: 'Red' | 'Blue'
  code?: string
  role?: 'Attacker' | 'Defender'
  kills?: KillSpec[]
  /** dealer, receiver, damage, headshots, bodyshots, legshots */
  damage?: [number, number, number, number, number, number][]
  plant?: { player: number; at: number }
  defuse?: { player: number; at: number }
}

export const MATCH_ID = '0c44a3d9-c26d-4175-a70e-030342c83435'
export const VANDAL = '9c82e19d-4575-0200-1a81-3eacf00cf872'
export const JETT = 'add6443a-41bd-e414-f6ad-e58d267f4e95'

/** Riot's encrypted ids are case-sensitive: `p0` is not `P0`. */
export function puuidOf(player: number): string {
  return `p${player}_${'Ab-'.repeat(25)}`
}

export interface DocumentSpec {
  queue?: string
  rounds?: RoundSpec[]
  info?: Record<string, unknown>
}

export function riotDocument(spec: DocumentSpec = {}): RawDocument {
  const rounds = (spec.rounds ?? [{}]).map(rawRound)
  const played = rounds.filter((round) => round.roundResultCode !== 'Surrendered')
  const points = (team: string) => played.filter((round) => round.winningTeam === team).length
  const red = points('Red')
  const blue = points('Blue')
  return {
    matchInfo: {
      matchId: MATCH_ID,
      mapId: '/Game/Maps/Duality/Duality',
      gameVersion: 'release-08.07-shipping-9-2444158',
      gameLengthMillis: 1_261_043,
      region: 'NA',
      gameStartMillis: 1_712_706_336_429,
      isCompleted: true,
      queueId: spec.queue ?? 'competitive',
      seasonId: '22D10D66-4D2A-A340-6C54-408C7BD53807',
      ...spec.info,
    },
    players: Array.from({ length: 10 }, (_, player) => rawPlayer(player, played.length)),
    coaches: [],
    teams: [rawTeam('Red', red, red > blue), rawTeam('Blue', blue, blue > red)],
    roundResults: rounds,
  }
}

function rawTeam(teamId: string, points: number, won: boolean): Record<string, unknown> {
  return { teamId, won, roundsPlayed: 0, roundsWon: points, numPoints: points }
}

export function rawPlayer(player: number, roundsPlayed: number): RawPlayer {
  return {
    puuid: puuidOf(player),
    gameName: `player ${player}`,
    tagLine: 'tag',
    teamId: player < 5 ? 'Red' : 'Blue',
    characterId: JETT.toUpperCase(),
    competitiveTier: 10 + player,
    isObserver: false,
    stats: {
      score: 100 * player,
      roundsPlayed,
      kills: player,
      deaths: player,
      assists: player,
      abilityCasts: { grenadeCasts: 1, ability1Casts: 2, ability2Casts: 3, ultimateCasts: 4 },
    },
  }
}

function rawRound(spec: RoundSpec, roundNum: number): RawRound {
  return {
    roundNum,
    roundResult: 'Eliminated',
    roundResultCode: spec.code ?? 'Elimination',
    roundCeremony: 'CeremonyDefault',
    winningTeam: spec.winner ?? 'Red',
    ...(spec.role ? { winningTeamRole: spec.role } : {}),
    bombPlanter: spec.plant ? puuidOf(spec.plant.player) : null,
    plantRoundTime: spec.plant?.at ?? 0,
    plantSite: spec.plant ? 'A' : '',
    bombDefuser: spec.defuse ? puuidOf(spec.defuse.player) : null,
    defuseRoundTime: spec.defuse?.at ?? 0,
    playerStats: Array.from({ length: 10 }, (_, player) => rawRoundPlayer(spec, player)),
  }
}

function rawRoundPlayer(spec: RoundSpec, player: number): RawRoundPlayer {
  const kills = (spec.kills ?? []).filter((kill) => kill.killer === player)
  const damage = (spec.damage ?? []).filter(([dealer]) => dealer === player)
  return {
    puuid: puuidOf(player),
    score: 10 * player,
    economy: { loadoutValue: 3_900, weapon: VANDAL.toUpperCase(), armor: '', spent: 2_900 },
    kills: kills.map(rawKill),
    damage: damage.map(([, receiver, amount, headshots, bodyshots, legshots]) => ({
      receiver: puuidOf(receiver),
      damage: amount,
      headshots,
      bodyshots,
      legshots,
    })),
  }
}

export function rawKill(kill: KillSpec): Record<string, unknown> {
  return {
    timeSinceRoundStartMillis: kill.at,
    killer: puuidOf(kill.killer),
    victim: puuidOf(kill.victim),
    assistants: (kill.assistants ?? []).map(puuidOf),
    finishingDamage: {
      damageType: kill.type ?? 'Weapon',
      damageItem: kill.item ?? VANDAL.toUpperCase(),
    },
  }
}
