/** What is counted of a player: per match in `player_match`, added up over matches in `agent_rollup`. */
export interface PlayerSums {
  rounds: number
  rounds_won: number
  attack_rounds: number
  attack_wins: number
  score: number
  kills: number
  deaths: number
  assists: number
  damage: number
  damage_received: number
  headshots: number
  bodyshots: number
  legshots: number
  first_bloods: number
  first_deaths: number
  kast_rounds: number
  trade_kills: number
  traded_deaths: number
  plants: number
  defuses: number
}
