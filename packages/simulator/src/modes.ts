/** How a queue is played. Rounds are attack and defence rounds; `deathmatch` is simulated on its own. */
export interface RoundMode {
  readonly queueId: string
  readonly gameMode: string
  /** Rounds before the sides swap. */
  readonly halfRounds: number
  /** Rounds that win the match. */
  readonly winAt: number
  /** Whether a tie after regulation is played on until one team leads by two. */
  readonly winByTwo: boolean
  readonly economy: 'standard' | 'swiftplay' | 'spikerush'
  readonly provisioningFlowId: 'Matchmaking' | 'CustomGame'
}

const BOMB = '/Game/GameModes/Bomb/BombGameMode.BombGameMode_C'

export const DEATHMATCH_MODE = '/Game/GameModes/Deathmatch/DeathmatchGameMode.DeathmatchGameMode_C'

const STANDARD = {
  gameMode: BOMB,
  halfRounds: 12,
  winAt: 13,
  winByTwo: true,
  economy: 'standard',
  provisioningFlowId: 'Matchmaking',
} as const

export const ROUND_MODES = {
  competitive: { ...STANDARD, queueId: 'competitive' },
  unrated: { ...STANDARD, queueId: 'unrated' },
  custom: { ...STANDARD, queueId: '', provisioningFlowId: 'CustomGame' },
  swiftplay: {
    queueId: 'swiftplay',
    gameMode:
      '/Game/GameModes/_Development/Swiftplay_EndOfRoundCredits/Swiftplay_EoRCredits_GameMode.Swiftplay_EoRCredits_GameMode_C',
    halfRounds: 4,
    winAt: 5,
    winByTwo: false,
    economy: 'swiftplay',
    provisioningFlowId: 'Matchmaking',
  },
  spikerush: {
    queueId: 'spikerush',
    gameMode: '/Game/GameModes/QuickBomb/QuickBombGameMode.QuickBombGameMode_C',
    halfRounds: 3,
    winAt: 4,
    winByTwo: false,
    economy: 'spikerush',
    provisioningFlowId: 'Matchmaking',
  },
} as const satisfies Record<string, RoundMode>

export type RoundTeam = 'Red' | 'Blue'

/** Red attacks the first half, Blue the second; after regulation Red attacks the even rounds. */
export function attackingTeam(mode: RoundMode, round: number): RoundTeam {
  if (round >= mode.halfRounds * 2) return round % 2 === 0 ? 'Red' : 'Blue'
  return round < mode.halfRounds ? 'Red' : 'Blue'
}

export function opponentOf(team: RoundTeam): RoundTeam {
  return team === 'Red' ? 'Blue' : 'Red'
}
