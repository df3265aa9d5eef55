/** What a game is made of, and what its source adapters are written with. */
// biome-ignore-start lint/performance/noBarrelFile: the entry `@loadout/core/sources`
export type {
  DocumentRound,
  MatchDocument,
  ParseOutcome,
  RoundResult,
  Team,
  Winner,
} from '../match-document.ts'
export { assembleMatch, type MatchHead, type MatchParts } from './assemble-match.ts'
export { AMOUNT_MAX, COUNT_MAX, Cursor, isObject, type JsonObject } from './cursor.ts'
export { DocumentError } from './document-error.ts'
export { exclusionByQueue } from './exclusion.ts'
export { defineGame, type Game, type GameDefinition } from './game.ts'
export { readDuration, readMap, readQueue, readStart } from './match-head.ts'
export { PlayerList } from './player-list.ts'
export { NOT_A_PLAYER, type Roster, type RosterPlayer } from './roster.ts'
export { RoundBuilder, type RoundHead } from './round-builder.ts'
export { readAssistants } from './round-fields.ts'
export type { MatchRoot, ParseTools, SourceAdapter } from './source-adapter.ts'
export { game as VALORANT } from './valorant.ts'
// biome-ignore-end lint/performance/noBarrelFile: the entry `@loadout/core/sources`
