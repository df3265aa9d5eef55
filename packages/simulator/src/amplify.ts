import { createIdPool } from './id-pool.ts'
import { createPrng } from './prng.ts'
import { findPlaces, type Place } from './text-places.ts'

export interface AmplifyOptions {
  readonly seed: string | number
  /** Players to share among all copies; without it every copy has players of its own. */
  readonly players?: number
  /** Distance between the starts of two copies; default one second. */
  readonly stepMs?: number
}

const DEFAULT_STEP_MS = 1_000

/**
 * Copies of a match that differ in the match id, the players' ids and the start time only. Works on the
 * JSON text: the places of the ids are found once, a copy is a memcpy and a few hundred small writes.
 * The text may be of the `riot`, `riot-client` or `henrik-v4` shape.
 * @throws TypeError when the text has none of these shapes.
 */
export function* amplifyText(
  text: string,
  count: number,
  options: AmplifyOptions,
): Generator<Buffer, void, undefined> {
  const template = Buffer.from(text)
  const { places, matchId, playerIds, start } = findPlaces(template)
  const prng = createPrng(`amplify/${options.seed}`)
  const pool = createIdPool(prng, { samples: playerIds, size: options.players ?? null })
  const matchIds = createIdPool(prng, { samples: [matchId], size: null })
  for (let copy = 0; copy < count; copy += 1) {
    const values = {
      match: matchIds.draw(),
      player: pool.draw(),
      start: [start.shifted(copy * (options.stepMs ?? DEFAULT_STEP_MS))],
    }
    yield fill(template, places, values)
  }
}

/** The same for a parsed document; convenient, but every copy is parsed again. */
export function* amplify<Document extends object>(
  document: Document,
  count: number,
  options: AmplifyOptions,
): Generator<Document, void, undefined> {
  for (const copy of amplifyText(JSON.stringify(document), count, options)) {
    yield JSON.parse(copy.toString('utf8'))
  }
}

type Values = Readonly<Record<Place['kind'], readonly Uint8Array[]>>

function fill(template: Buffer, places: readonly Place[], values: Values): Buffer {
  const copy = Buffer.allocUnsafeSlow(template.length)
  template.copy(copy)
  for (const { kind, index, offset } of places) {
    const value = values[kind][index]
    if (value !== undefined) copy.set(value, offset)
  }
  return copy
}
