import type { ContentLookup } from '../../stats/content/index.ts'
import type { WeaponRef } from '../../stats/contract.ts'
import { weaponRef } from '../../stats/index.ts'

/** What killed: null where the source has neither weapon nor ability. */
export function toWeaponRef(content: ContentLookup, id: string | null): WeaponRef | null {
  return id === null ? null : weaponRef(content, id)
}
