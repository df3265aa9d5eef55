import { ACTS, type Act, type TierScheme } from './acts.ts'
import { AGENTS, type Agent } from './agents.ts'
import { type GameMap, MAPS } from './maps.ts'
import { QUEUES, type Queue } from './queues.ts'
import { TIERS } from './tiers.ts'
import { WEAPONS, type Weapon } from './weapons.ts'

/** The tables a lookup is built from; another game or a newer content release brings its own. */
export interface ContentTables {
  readonly agents: readonly Agent[]
  readonly maps: readonly GameMap[]
  readonly weapons: readonly Weapon[]
  readonly queues: readonly Queue[]
  readonly acts: readonly Act[]
  readonly tiers: readonly { readonly id: number; readonly name: string }[]
}

/** Finds content by id. Text keys are compared without case; unknown ids give undefined, never an error. */
export interface ContentLookup {
  readonly agentById: (id: string) => Agent | undefined
  readonly mapById: (id: string) => GameMap | undefined
  readonly mapByAssetPath: (path: string) => GameMap | undefined
  readonly weaponById: (id: string) => Weapon | undefined
  readonly queueById: (id: string) => Queue | undefined
  readonly actById: (id: string) => Act | undefined
  /** Numbering of an act; acts that are not in the table are newer than it, hence `current`. */
  readonly tierSchemeOf: (actId: string | null) => TierScheme
  /** Name of a rank in today's numbering, `Tier <n>` when unknown. */
  readonly tierName: (tier: number) => string
}

const DEFAULT_TABLES: ContentTables = {
  agents: AGENTS,
  maps: MAPS,
  weapons: WEAPONS,
  queues: QUEUES,
  acts: ACTS,
  tiers: TIERS,
}

export function createContentLookup(tables: ContentTables = DEFAULT_TABLES): ContentLookup {
  const actById = finder(tables.acts, (act) => act.id)
  const tiers = new Map(tables.tiers.map((tier) => [tier.id, tier.name]))
  return {
    agentById: finder(tables.agents, (agent) => agent.id),
    mapById: finder(tables.maps, (map) => map.id),
    mapByAssetPath: finder(tables.maps, (map) => map.assetPath),
    weaponById: finder(tables.weapons, (weapon) => weapon.id),
    queueById: finder(tables.queues, (queue) => queue.id),
    actById,
    tierSchemeOf: (actId) => (actId === null ? undefined : actById(actId))?.tierScheme ?? 'current',
    tierName: (tier) => tiers.get(tier) ?? `Tier ${tier}`,
  }
}

function finder<Row>(
  rows: readonly Row[],
  keyOf: (row: Row) => string | null,
): (key: string) => Row | undefined {
  const byKey = new Map<string, Row>()
  for (const row of rows) {
    const key = keyOf(row)
    if (key !== null) byKey.set(key.toLowerCase(), row)
  }
  return (key) => byKey.get(key) ?? byKey.get(key.toLowerCase())
}
