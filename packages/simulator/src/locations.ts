import type { GameMap } from '@loadout/core/content'
import { createPrng, type Prng } from './prng.ts'
import type { RiotLocation, RiotPlayerLocation } from './riot-document.ts'
import type { Side } from './round-plan.ts'

/** Where players are during a match. A compact document has no positions. */
export interface Locator {
  /** Draws the site of the next round and who goes where; returns the site's letter. */
  startRound(): string
  positionOf(seat: number, side: Side, atMs: number): RiotLocation
  /** Positions and view directions of the given players, in their order. */
  lookAround(players: readonly LocatedPlayer[], atMs: number): RiotPlayerLocation[]
  spike(): RiotLocation
}

export interface LocatedPlayer {
  readonly seat: number
  readonly puuid: string
  readonly side: Side
}

interface Layout {
  readonly spawns: Readonly<Record<Side, RiotLocation>>
  readonly sites: readonly RiotLocation[]
}

const NOWHERE: RiotLocation = { x: 0, y: 0 }
const SITE_LETTERS = ['A', 'B', 'C']
const THREE_SITE_MAPS: readonly string[] = ['Haven', 'Lotus']
/** Time until the last player of a side has reached the site, in milliseconds. */
const TRAVEL_MS: Readonly<Record<Side, number>> = { attack: 38_000, defence: 14_000 }
const SCATTER = 1_100
const FULL_TURN = Math.PI * 2

/** Units are the game's (centimetres); a layout is invented per map but always the same for a map. */
export function createLocator(prng: Prng, map: GameMap, omitLocations: boolean): Locator {
  const layout = layoutOf(map)
  const sitePrng = prng.fork('sites')
  let site = NOWHERE
  const positionOf = (seat: number, side: Side, atMs: number): RiotLocation => {
    const spawn = layout.spawns[side]
    const progress = Math.min(1, atMs / TRAVEL_MS[side])
    const drift = ((seat * 37) % 10) * 160 - 800
    return {
      x: Math.round(
        spawn.x + (site.x - spawn.x) * progress + drift + (prng.float() - 0.5) * SCATTER,
      ),
      y: Math.round(
        spawn.y + (site.y - spawn.y) * progress - drift + (prng.float() - 0.5) * SCATTER,
      ),
    }
  }
  return {
    startRound: () => {
      const index = sitePrng.int(layout.sites.length)
      site = layout.sites[index] ?? NOWHERE
      return SITE_LETTERS[index] ?? 'A'
    },
    positionOf: (seat, side, atMs) => (omitLocations ? NOWHERE : positionOf(seat, side, atMs)),
    lookAround: (players, atMs) => {
      if (omitLocations) return []
      return players.map(({ seat, puuid, side }) => ({
        puuid,
        viewRadians: viewRadians(prng),
        location: positionOf(seat, side, atMs),
      }))
    },
    spike: () => (omitLocations ? NOWHERE : { ...site }),
  }
}

/** Documents carry single-precision angles, printed with seven decimals. */
export function viewRadians(prng: Prng): number {
  return Math.round(prng.float() * FULL_TURN * 1e7) / 1e7
}

function layoutOf(map: GameMap): Layout {
  const prng = createPrng(`layout/${map.assetPath}`)
  const count = THREE_SITE_MAPS.includes(map.name) ? 3 : 2
  const sites = Array.from({ length: count }, (_, index) => ({
    x: prng.between(2_000, 7_000),
    y: Math.round(((index + 0.5) / count - 0.5) * 14_000) + prng.between(-800, 800),
  }))
  return {
    spawns: {
      attack: { x: prng.between(-6_000, -3_000), y: prng.between(-2_000, 2_000) },
      defence: { x: prng.between(8_000, 11_000), y: prng.between(-2_000, 2_000) },
    },
    sites,
  }
}
