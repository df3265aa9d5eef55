import { simulateMatch } from './match.ts'
import { DEFAULT_MIX, drawKind, type MatchKind, type MatchMix } from './match-kinds.ts'
import { createPopulation } from './population.ts'
import { createPrng } from './prng.ts'
import { RELEASES } from './releases.ts'
import type { RiotMatchDocument } from './riot-document.ts'

export interface SimulatorOptions {
  /** Same seed and options, same documents, on every machine. */
  readonly seed: string | number
  /** Size of the population that matches draw from; default 2,000. */
  readonly players?: number
  /** Unix milliseconds of the first match; default the day of the first known release. */
  readonly startAt?: number
  /** Mean time between the starts of two matches; default 30 min, so that 10,000 matches span several patches. */
  readonly intervalMs?: number
  readonly mix?: MatchMix
  /** Leaves out all locations and ability effects: smaller and faster, with the same statistics. */
  readonly compact?: boolean
}

export interface Simulator extends Iterable<RiotMatchDocument> {
  /** The next document; the sequence never ends. */
  next(): RiotMatchDocument
  /** The document at a position of the sequence, without the ones before it. */
  at(index: number): RiotMatchDocument
  /** What kind of match stands at a position. */
  kindAt(index: number): MatchKind
}

const DEFAULT_PLAYERS = 2_000
const DEFAULT_INTERVAL_MS = 30 * 60_000

/**
 * An endless, seeded sequence of `riot`-shaped raw match documents that are consistent with themselves.
 * Every document depends on the seed and its position only.
 */
export function createSimulator(options: SimulatorOptions): Simulator {
  const { seed, mix = DEFAULT_MIX, compact = false, intervalMs = DEFAULT_INTERVAL_MS } = options
  const startAt = options.startAt ?? RELEASES[0]?.from ?? 0
  const root = createPrng(`loadout/${seed}`)
  const population = createPopulation(root.fork('population'), options.players ?? DEFAULT_PLAYERS)
  const kindAt = (index: number) => drawKind(root.fork(`kind/${index}`), mix)
  const at = (index: number) => {
    const prng = root.fork(`match/${index}`)
    const startedAt = Math.floor(startAt + (index + prng.float()) * intervalMs)
    return simulateMatch(prng, { kind: kindAt(index), population, startedAt, compact })
  }
  let position = 0
  const next = () => {
    const document = at(position)
    position += 1
    return document
  }
  return {
    next,
    at,
    kindAt,
    *[Symbol.iterator]() {
      while (true) yield next()
    },
  }
}

/** The first `count` documents of a simulator, one at a time. */
export function* simulateMatches({
  count,
  ...options
}: SimulatorOptions & { readonly count: number }): Generator<RiotMatchDocument, void, undefined> {
  const simulator = createSimulator(options)
  for (let index = 0; index < count; index += 1) yield simulator.next()
}
