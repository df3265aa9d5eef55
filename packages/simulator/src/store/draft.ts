import type { Faker } from '@faker-js/faker'
import type { Prng } from '../prng.ts'

/** What several parts of one document are made from. */
export interface Draft {
  readonly prng: Prng
  readonly faker: Faker
  /** In addresses of pictures and the like; the shop gives out slugs of its own. */
  readonly slug: string
  readonly name: string
  readonly platforms: readonly string[]
  readonly companies: readonly { readonly name: string; readonly role: 'developer' | 'publisher' }[]
  readonly releasedOn: string
  /** How good it is, 0 to 1: what critics and players say comes from it. */
  readonly quality: number
}
