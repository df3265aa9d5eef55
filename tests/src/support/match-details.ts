import { getMatch, listMatches, type matchesContract } from '@loadout/core/matches'
import { rollupMatches } from '@loadout/core/stats'
import { createHarness, type Harness } from './harness.ts'
import { realDocuments } from './real-documents.ts'
import { simulated, texts, withInfo } from './simulated.ts'

export type Detail = matchesContract.MatchDetail
export type Player = Detail['players'][number]
export type Team = Player['team']

type Documents = ReturnType<typeof simulated>

/** All ways in which a match can end. */
const MIX = { competitive: 5, surrender: 1, draw: 1 }

/** Matches of which some were played again by the same agents, more often the earlier they are. */
export function repeated(seed: string): Documents {
  return simulated(seed, 12, MIX).flatMap((document, index) =>
    Array.from({ length: Math.max(1, 12 - 2 * index) }, (_, copy) =>
      withInfo(document, {
        matchId: copy.toString(16).padStart(8, '0') + document.matchInfo.matchId.slice(8),
      }),
    ),
  )
}

/** Real services that hold simulated matches, and the real ones where they are, counted. */
export interface CountedMatches extends Harness {
  /** Competitive matches as their pages show them: what statistics are counted again from. */
  readonly details: readonly Detail[]
}

export async function countedMatches(seed: string, documents?: Documents): Promise<CountedMatches> {
  const harness = await createHarness()
  await harness.ingest(texts(documents ?? simulated(seed, 30, MIX)))
  for (const { text, source } of realDocuments()) await harness.ingest([text], source)
  await rollupMatches(harness.ctx, {})
  const { items } = await listMatches(harness.ctx, { queue: 'competitive', limit: 100 })
  const details = await Promise.all(items.map(({ id }) => getMatch(harness.ctx, { matchId: id })))
  return { ...harness, details }
}

/** One player in one match. */
export interface Game {
  readonly detail: Detail
  readonly player: Player
}

export function gamesOf(details: readonly Detail[]): readonly Game[] {
  return details.flatMap((detail) => detail.players.map((player) => ({ detail, player })))
}

/** One team in one match. */
export interface TeamGame {
  readonly detail: Detail
  readonly team: Team
  readonly players: readonly Player[]
  readonly won: boolean
  readonly roundsWon: number
}

export function teamGamesOf(details: readonly Detail[]): readonly TeamGame[] {
  return details.flatMap((detail) =>
    (['red', 'blue'] as const).map((team) => ({
      detail,
      team,
      players: detail.players.filter((player) => player.team === team),
      won: detail.match.winner === team,
      roundsWon: team === 'red' ? detail.match.redScore : detail.match.blueScore,
    })),
  )
}

/** Mean tier of the ranked players, rounded up; 0 when nobody is ranked. */
export function tierOf({ players }: Detail): number {
  const ranked = players.map(({ tier }) => tier).filter((tier) => tier > 0)
  return ranked.length === 0 ? 0 : Math.ceil(sum(ranked, (tier) => tier) / ranked.length)
}

export function sum<Item>(items: readonly Item[], of: (item: Item) => number): number {
  return items.reduce((total, item) => total + of(item), 0)
}
