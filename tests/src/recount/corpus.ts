import { createPrng } from '@loadout/simulator'
import { simulated } from '../support/simulated.ts'
import { inTurn } from './dialects.ts'
import { vary } from './vary.ts'

/** Every kind of match that counts, and those that do not. */
const MIX = {
  ...{ competitive: 55, unrated: 8, swiftplay: 9, spikerush: 5, surrender: 8, draw: 5 },
  ...{ deathmatch: 3, custom: 4, aborted: 3 },
}

/**
 * Texts of simulated documents, and of others with everything in them that rules are about, in the
 * formats of all sources. Every match is there once.
 */
export function createCorpus(seed: string, count: number): readonly string[] {
  const prng = createPrng(`recount/${seed}`)
  const plain = simulated(`recount ${seed}`, count, MIX)
  const varied = simulated(`recount varied ${seed}`, count, MIX).map((document, index) =>
    vary(document, prng.fork(String(index))),
  )
  return [...plain.map(inTurn), ...varied.map(inTurn)].map((document) => JSON.stringify(document))
}
