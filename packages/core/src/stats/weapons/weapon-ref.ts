import type { ABILITY_SLOTS } from '../../matches/match-document.ts'
import type { ContentLookup } from '../content/index.ts'
import type { WeaponRef } from '../contract.ts'

const SLOT_NAMES: ReadonlyMap<string, string> = new Map([
  ['grenadeability', 'Grenade ability'],
  ['ability1', 'Ability 1'],
  ['ability2', 'Ability 2'],
  ['ultimate', 'Ultimate'],
] satisfies [(typeof ABILITY_SLOTS)[number], string][])

/** A weapon with its name, or the slot of an ability; what is not known keeps its id. */
export function weaponRef(content: Pick<ContentLookup, 'weaponById'>, id: string): WeaponRef {
  const weapon = content.weaponById(id)
  if (weapon) return { id, name: weapon.name, kind: weapon.class }
  const slot = SLOT_NAMES.get(id)
  return { id, name: slot ?? id, kind: slot === undefined ? null : 'ability' }
}
