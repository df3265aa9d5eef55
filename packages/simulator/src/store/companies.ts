import type { Prng } from '../prng.ts'
import { invented } from './game-names.ts'
import { seededFaker } from './seeded-faker.ts'
import { ADJECTIVES, NOUNS, STUDIO_ENDINGS } from './words.ts'

export interface Companies {
  /** Most frequent first. */
  readonly developers: readonly string[]
  readonly publishers: readonly string[]
}

/** A studio for about six games each, and publishers for many. */
export function createCompanies(prng: Prng, games: number): Companies {
  const { person } = seededFaker(prng)
  const studio = () => {
    const name = prng.pick([
      () => `${prng.pick(ADJECTIVES)} ${prng.pick(NOUNS)}`,
      () => `${person.lastName()} & ${person.lastName()}`,
      () => invented(prng),
      () => `${prng.between(2, 99)} ${prng.pick(NOUNS)}s`,
    ])()
    return `${name} ${prng.pick(STUDIO_ENDINGS)}`
  }
  const some = (count: number) => [...new Set(Array.from({ length: count }, studio))]
  return {
    developers: some(Math.max(3, Math.round(games / 6))),
    publishers: some(Math.max(2, Math.round(games / 80))),
  }
}

/** The largest portfolios come to some percent of all games, most hold a few. */
export function pickCompany(prng: Prng, companies: readonly string[]): string {
  return companies[Math.floor(companies.length * prng.float() ** 2)] ?? ''
}
