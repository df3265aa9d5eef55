import type { GameMap } from '@loadout/core/content'
import { simulateDeathmatch } from './deathmatch.ts'
import { randomUuid } from './identifiers.ts'
import { createLocator } from './locations.ts'
import type { MatchContext } from './match-context.ts'
import { type Ending, playMatch } from './match-course.ts'
import { withAudience, writeAborted, writeMatch } from './match-document.ts'
import type { MatchKind } from './match-kinds.ts'
import { mapPool } from './meta.ts'
import { ROUND_MODES, type RoundMode } from './modes.ts'
import { matchmake, type Population, randomRegion, type SimulatedPlayer } from './population.ts'
import type { Prng } from './prng.ts'
import { type Release, releaseAt } from './releases.ts'
import type { RiotMatchDocument } from './riot-document.ts'
import { createRoster } from './roster.ts'

export interface MatchInput {
  readonly kind: MatchKind
  readonly population: Population
  readonly startedAt: number
  readonly compact: boolean
}

const PLAYERS = 10
const AUDIENCE = 4

/** One raw match document; a pure function of the stream and the input. */
export function simulateMatch(
  prng: Prng,
  { kind, population, startedAt, compact }: MatchInput,
): RiotMatchDocument {
  const region = randomRegion(prng)
  const release = releaseAt(startedAt)
  const map = prng.pick(mapPool(release.actIndex))
  const lobby = matchmake(prng, population.get(region) ?? [], PLAYERS + AUDIENCE)
  // A stream of its own, so that leaving locations out changes nothing else.
  const locator = createLocator(prng.fork('locations'), map, compact)
  const header = { matchId: randomUuid(prng), region, startedAt }
  if (kind === 'deathmatch') {
    const players = lobby.slice(0, prng.between(12, PLAYERS + AUDIENCE))
    return simulateDeathmatch(prng, { players, map, release, locator, compact, header })
  }
  const mode = modeOf(prng, kind)
  const context = createContext(prng, { mode, map, release, locator, compact, lobby })
  const fullHeader = {
    ...header,
    queueId: mode.queueId,
    gameMode: mode.gameMode,
    provisioningFlowId: mode.provisioningFlowId,
  }
  if (kind === 'aborted') return writeAborted(context, fullHeader)
  const document = writeMatch(context, playMatch(context, endingOf(kind)), fullHeader)
  return kind === 'custom' && prng.chance(0.6)
    ? withAudience(document, drawAudience(prng, lobby))
    : document
}

function createContext(
  prng: Prng,
  input: Omit<MatchContext, 'prng' | 'seats'> & {
    map: GameMap
    release: Release
    lobby: readonly SimulatedPlayer[]
  },
): MatchContext {
  const { lobby, ...rest } = input
  const players = lobby.slice(0, PLAYERS)
  const seats = createRoster(prng, { players, map: input.map, actIndex: input.release.actIndex })
  return { prng, seats, ...rest }
}

function modeOf(prng: Prng, kind: Exclude<MatchKind, 'deathmatch'>): RoundMode {
  if (kind === 'surrender' || kind === 'draw' || kind === 'aborted') {
    return prng.chance(0.75) ? ROUND_MODES.competitive : ROUND_MODES.unrated
  }
  return ROUND_MODES[kind]
}

function endingOf(kind: MatchKind): Ending {
  return kind === 'surrender' || kind === 'draw' ? kind : 'regular'
}

function drawAudience(prng: Prng, lobby: readonly SimulatedPlayer[]) {
  const [coach, ...rest] = lobby.slice(PLAYERS)
  return {
    observers: rest.slice(0, prng.between(1, 3)),
    coach: prng.chance(0.5) ? coach : undefined,
  }
}
