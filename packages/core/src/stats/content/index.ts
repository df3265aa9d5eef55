// biome-ignore-all lint/performance/noBarrelFile: the entry `@loadout/core/content`
export { ACTS, type Act, TIER_SCHEMES, type TierScheme } from './acts.ts'
export { AGENTS, type Agent, ROLES, type Role } from './agents.ts'
export { type ContentLookup, type ContentTables, createContentLookup } from './lookup.ts'
export { type GameMap, MAP_KINDS, MAPS, type MapKind } from './maps.ts'
export { QUEUES, type Queue } from './queues.ts'
export { TIERS, type Tier } from './tiers.ts'
export { WEAPON_CLASSES, WEAPONS, type Weapon, type WeaponClass } from './weapons.ts'
