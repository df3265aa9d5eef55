import type { Prng } from '../prng.ts'
import { ADJECTIVES, NOUNS } from './words.ts'

const NUMERALS = ['II', 'III', 'IV', 'V']

/** Gives out names that sound like games, none of them twice. */
export function createNames(): (prng: Prng) => string {
  const taken = new Set<string>()
  return (prng) => {
    for (;;) {
      const name = gameName(prng)
      if (taken.has(name)) continue
      taken.add(name)
      return name
    }
  }
}

function gameName(prng: Prng): string {
  const adjective = () => prng.pick(ADJECTIVES)
  const noun = () => prng.pick(NOUNS)
  const name = prng.pick([
    () => `${adjective()} ${noun()}`,
    () => `${noun()} of the ${adjective()} ${noun()}`,
    () => `The ${adjective()} ${noun()}`,
    () => `${noun()} & ${noun()}`,
    () => `${adjective()} ${noun()}: ${noun()} of ${noun()}s`,
    () => `${noun()}bound`,
    () => `${invented(prng)}: ${adjective()} ${noun()}`,
    () => `${invented(prng)}'s ${noun()}`,
  ])()
  const sequel = prng.chance(0.15) ? ` ${prng.pick(NUMERALS)}` : ''
  return `${name}${sequel}`
}

const ONSETS = ['Br', 'K', 'Th', 'V', 'El', 'Mor', 'Z', 'Ash', 'Dr', 'Sel', 'Nor', 'Gal', 'Ys', 'Ö']
const MIDDLES = ['a', 'e', 'i', 'o', 'ae', 'ia', 'ú', 'y', 'au']
const CODAS = ['dor', 'lyn', 'rak', 'veil', 'mir', 'thas', 'nar', 'wen', 'xis', 'gard']

/** A word of a world that does not exist, sometimes with accents. */
export function invented(prng: Prng): string {
  return `${prng.pick(ONSETS)}${prng.pick(MIDDLES)}${prng.pick(CODAS)}`
}
