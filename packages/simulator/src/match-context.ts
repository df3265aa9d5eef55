import type { GameMap } from '@loadout/core/content'
import type { Locator } from './locations.ts'
import type { RoundMode } from './modes.ts'
import type { Prng } from './prng.ts'
import type { Release } from './releases.ts'
import type { Seat } from './roster.ts'

/** What stays the same from the first to the last round of a match. */
export interface MatchContext {
  readonly prng: Prng
  readonly mode: RoundMode
  readonly map: GameMap
  readonly release: Release
  readonly seats: readonly Seat[]
  readonly locator: Locator
  readonly compact: boolean
}
