import type { DocumentRound, MatchDocument } from '../match-document.ts'
import { type Clutch, clutchesOf } from './clutches.ts'
import { type Death, isEnemyKill, lastingDeaths } from './deaths.ts'
import { kastPlayers } from './kast.ts'
import { roundAttacker } from './round-attacker.ts'
import { emptyTotals, type MutableTotals, type PlayerTotals } from './totals.ts'
import { TRADE_WINDOW_MS, tradesOf } from './trades.ts'

export type { PlayerTotals } from './totals.ts'

export interface TotalsOptions {
  /** Time in which a death must be avenged to be traded, in milliseconds; 5,000 unless told. */
  readonly tradeWindowMs?: number
}

/** Sums of one match, one entry per player in the order of `match.players`. Ratios are for readers. */
export function playerTotals(match: MatchDocument, options: TotalsOptions = {}): PlayerTotals[] {
  const totals = match.players.map(emptyTotals)
  const tradeWindowMs = options.tradeWindowMs ?? TRADE_WINDOW_MS
  for (const round of match.rounds) {
    addDamage(totals, round)
    addSides(totals, match, round)
    const deaths = lastingDeaths(round)
    addDuels(totals, match, { round, deaths, tradeWindowMs })
    for (const clutch of clutchesOf(match, round, deaths)) addClutch(totals[clutch.player], clutch)
    bump(totals[round.plant?.player ?? -1], 'plants')
    bump(totals[round.defuse?.player ?? -1], 'defuses')
  }
  return totals
}

function addDamage(totals: readonly MutableTotals[], round: DocumentRound): void {
  for (const hit of round.damage) {
    const dealer = totals[hit.dealer]
    const receiver = totals[hit.receiver]
    if (!dealer || !receiver) continue
    dealer.damage += hit.damage
    dealer.headshots += hit.headshots
    dealer.bodyshots += hit.bodyshots
    dealer.legshots += hit.legshots
    receiver.damageReceived += hit.damage
  }
}

/** Rounds won, and by side. A surrendered round is played by no side and won by nobody. */
function addSides(
  totals: readonly MutableTotals[],
  match: MatchDocument,
  round: DocumentRound,
): void {
  const attacker = roundAttacker(match, round)
  if (attacker === null) return
  match.players.forEach(({ team }, index) => {
    const side = team === attacker ? 'attack' : 'defence'
    const won = round.winner === team
    if (won) bump(totals[index], 'roundsWon')
    bump(totals[index], `${side}Rounds`)
    if (won) bump(totals[index], `${side}Wins`)
  })
}

/** What follows from kills of enemies: opening duel, trades, multikills and KAST. */
function addDuels(
  totals: readonly MutableTotals[],
  match: MatchDocument,
  {
    round,
    deaths,
    tradeWindowMs,
  }: {
    readonly round: DocumentRound
    readonly deaths: readonly Death[]
    readonly tradeWindowMs: number
  },
): void {
  const kills = round.kills.filter((kill) => isEnemyKill(match, kill))
  const first = kills[0]
  if (first) {
    bump(totals[first.killer], 'firstBloods')
    bump(totals[first.victim], 'firstDeaths')
  }
  const trades = tradesOf(match, kills, tradeWindowMs)
  for (const player of trades.killers) bump(totals[player], 'tradeKills')
  for (const player of trades.victims) bump(totals[player], 'tradedDeaths')
  const killers = new Map<number, number>()
  for (const { killer } of kills) killers.set(killer, (killers.get(killer) ?? 0) + 1)
  for (const [player, count] of killers) addMultikill(totals[player], count)
  const parts = { deaths, trades, killers: killers.keys() }
  for (const player of kastPlayers(totals.length, round, parts)) bump(totals[player], 'kastRounds')
}

/** Two to four kills have their own slot; five and more (revived enemies) share the last. */
function addMultikill(player: MutableTotals | undefined, kills: number): void {
  if (player && kills >= 2) increment(player.multikills, Math.min(kills, 5) - 2)
}

function addClutch(player: MutableTotals | undefined, { opponents, won }: Clutch): void {
  if (!player) return
  increment(player.clutchAttempts, opponents - 1)
  if (won) increment(player.clutchWins, opponents - 1)
}

type Counter = {
  [Key in keyof MutableTotals]: MutableTotals[Key] extends number ? Key : never
}[keyof MutableTotals]

function bump(player: MutableTotals | undefined, counter: Counter): void {
  if (player) player[counter] += 1
}

function increment(counts: number[], index: number): void {
  counts[index] = (counts[index] ?? 0) + 1
}
