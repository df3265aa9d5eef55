/** How often teams with an agent, or any team, won. */
export interface WinRecord {
  readonly wins: number
  readonly games: number
}

/**
 * The win rate of a pair if either agent changed a team's chances by what it does on its own, whoever else
 * is in the team: odds multiply, so log-odds add up, `logit a + logit b - logit base`. The base is the win
 * rate of all teams, a little below one half where there are draws.
 */
export function expectedWinRate(agents: readonly [WinRecord, WinRecord], base: WinRecord): number {
  const [first, second] = agents
  return 1 / (1 + Math.exp(logit(base) - logit(first) - logit(second)))
}

/** With half a game more either way (Haldane 1956, Anscombe 1956): finite for agents that never lost. */
function logit({ wins, games }: WinRecord): number {
  return Math.log((wins + 0.5) / (games - wins + 0.5))
}
