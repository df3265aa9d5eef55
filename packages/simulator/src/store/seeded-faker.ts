import { base, en, Faker } from '@faker-js/faker'
import type { Prng } from '../prng.ts'

/** A faker whose every answer comes from this stream of numbers; nothing is shared with other fakers. */
export function seededFaker(prng: Prng): Faker {
  return new Faker({
    locale: [en, base],
    randomizer: { next: prng.float, seed: () => {} },
  })
}
