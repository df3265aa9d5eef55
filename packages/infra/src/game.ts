import { type Game, VALORANT } from '@loadout/core/sources'

/** The game of this installation. Another one is another value here: every process takes it from here. */
export const GAME: Game = VALORANT
