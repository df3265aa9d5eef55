import { createSimulator, type MatchKind, type MatchMix, type Simulator } from '@loadout/simulator'

/** Mostly competitive, so that a few hundred matches fill the board, and a little of what real data has. */
const MIX: MatchMix = {
  competitive: 86,
  unrated: 4,
  swiftplay: 2,
  surrender: 4,
  draw: 1,
  deathmatch: 1,
  custom: 1,
  aborted: 1,
}

/** Kinds that are never stored as a match. */
const NOT_COUNTED: ReadonlySet<MatchKind> = new Set(['deathmatch', 'custom', 'aborted'])

/** The demo's matches: always the same ones, so that loading them again changes nothing. */
export function demoSimulator(): Simulator {
  return createSimulator({ seed: 'demo', players: 400, mix: MIX, compact: true })
}

/** Id of the last of the first `count` matches that is counted: when it is there, so are the others. */
export function lastCountedId(simulator: Simulator, count: number): string | null {
  for (let index = count - 1; index >= 0; index -= 1) {
    if (!NOT_COUNTED.has(simulator.kindAt(index))) return simulator.at(index).matchInfo.matchId
  }
  return null
}

/** The first `count` documents, one a line. */
export function* demoLines(simulator: Simulator, count: number): Generator<Uint8Array> {
  for (let index = 0; index < count; index += 1) {
    yield Buffer.from(`${JSON.stringify(simulator.at(index))}\n`)
  }
}
