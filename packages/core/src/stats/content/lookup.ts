import type { Act, TierScheme } from './acts.ts'
import type { Agent } from './agents.ts'
import type { GameMap } from './maps.ts'
import type { Queue } from './queues.ts'
import type { RoundRules } from './rules.ts'
import { type ContentTables, VALORANT_CONTENT } from './tables.ts'
import type { Weapon } from './weapons.ts'

/** Finds content by id. Text keys are compared without case; unknown ids give undefined, never an error. */
export interface ContentLookup {
  readonly agentById: (id: string) => Agent | undefined
  readonly mapById: (id: string) => GameMap | undefined
  readonly mapByAssetPath: (path: string) => GameMap | undefined
  readonly weaponById: (id: string) => Weapon | undefined
  readonly queueById: (id: string) => Queue | undefined
  readonly actById: (id: string) => Act | undefined
  /** How a queue is played; one whose halves are not known is taken as standard. */
  readonly rulesOf: (queueId: string) => RoundRules
  /** Numbering of an act; acts that are not in the table are newer than it, hence `current`. */
  readonly tierSchemeOf: (actId: string | null) => TierScheme
  /** Name of a rank in today's numbering, `Tier <n>` when unknown. */
  readonly tierName: (tier: number) => string
}

export function createContentLookup(tables: ContentTables = VALORANT_CONTENT): ContentLookup {
  const actById = finder(tables.acts, (act) => act.id)
  const queueById = finder(tables.queues, (queue) => queue.id)
  const tiers = new Map(tables.tiers.map((tier) => [tier.id, tier.name]))
  return {
    agentById: finder(tables.agents, (agent) => agent.id),
    mapById: finder(tables.maps, (map) => map.id),
    mapByAssetPath: finder(tables.maps, (map) => map.assetPath),
    weaponById: finder(tables.weapons, (weapon) => weapon.id),
    queueById,
    actById,
    rulesOf: (queueId) => ({
      ...tables.rules,
      halfRounds: queueById(queueId)?.halfRounds ?? tables.rules.halfRounds,
    }),
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
