import { randomEncryptedId, randomUuid } from './identifiers.ts'
import type { Prng } from './prng.ts'

/** Draws sets of distinct ids of the same shapes as the samples, as bytes. */
export interface IdPool {
  draw(): Uint8Array[]
}

export interface IdPoolInput {
  /** Ids to be replaced; a draw has one of the same length for each. */
  readonly samples: readonly string[]
  /** How many ids there are in all; null for new ones at every draw. */
  readonly size: number | null
}

/** @throws RangeError when the pool is smaller than one draw. */
export function createIdPool(prng: Prng, { samples, size }: IdPoolInput): IdPool {
  const create = (sample: string) => Buffer.from(idLike(prng, sample))
  if (size === null) return { draw: () => samples.map(create) }
  if (size < samples.length)
    throw new RangeError(`a pool of ${size} cannot fill ${samples.length} seats`)
  const sample = samples[0] ?? ''
  const ids = Array.from({ length: size }, () => create(sample))
  return {
    draw: () => {
      const first = prng.int(size)
      // Neighbours in the pool: distinct by construction, and different lobbies overlap as real ones do.
      return samples.map((_, index) => ids[(first + index) % size] ?? create(sample))
    },
  }
}

/** A new id with the length and alphabet of a uuid or of an encrypted player id. */
function idLike(prng: Prng, sample: string): string {
  if (sample.length === 36) return randomUuid(prng)
  const id = randomEncryptedId(prng)
  return id.padEnd(sample.length, id).slice(0, sample.length)
}
