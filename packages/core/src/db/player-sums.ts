/**
 * What is counted of a player: per match in the view `player_game`, added up over matches in
 * `agent_rollup` and `player_rollup`. Named once, here; every sum and every reader derives from the list.
 */
export const PLAYER_SUM_COLUMNS = [
  'rounds',
  'rounds_won',
  'attack_rounds',
  'attack_wins',
  'score',
  'kills',
  'deaths',
  'assists',
  'damage',
  'damage_received',
  'headshots',
  'bodyshots',
  'legshots',
  'first_bloods',
  'first_deaths',
  'kast_rounds',
  'trade_kills',
  'traded_deaths',
  'plants',
  'defuses',
  'k2',
  'k3',
  'k4',
  'k5',
  'clutch1',
  'clutch2',
  'clutch3',
  'clutch4',
  'clutch5',
  'clutch1_won',
  'clutch2_won',
  'clutch3_won',
  'clutch4_won',
  'clutch5_won',
] as const

export type PlayerSums = Record<(typeof PLAYER_SUM_COLUMNS)[number], number>

/** Sums over player games that no single game has as such, or has only where its source says so. */
export const GAME_SUM_COLUMNS = [
  'wins',
  'losses',
  'draws',
  'defence_rounds',
  'defence_wins',
  /** Credits spent, and the damage of the games whose spending is known. */
  'spent',
  'priced_damage',
  /** Casts, and the rounds of the games whose casts are known. */
  'cast_rounds',
  'grenade_casts',
  'ability1_casts',
  'ability2_casts',
  'ultimate_casts',
] as const

/** Every sum over player games that roll-ups keep. */
export const GAME_SUMS = [...PLAYER_SUM_COLUMNS, ...GAME_SUM_COLUMNS] as const

export type GameSums = Record<(typeof GAME_SUMS)[number], number>
