import { ACTS, type Act } from './acts.ts'
import { AGENTS, type Agent } from './agents.ts'
import { type GameMap, MAPS } from './maps.ts'
import { QUEUES, type Queue } from './queues.ts'
import { ROUND_RULES, type RoundRules } from './rules.ts'
import { TIERS, type Tier } from './tiers.ts'
import { WEAPONS, type Weapon } from './weapons.ts'

/** What a game consists of; another game or a newer content release brings its own. Ids are lower case. */
export interface ContentTables {
  readonly agents: readonly Agent[]
  readonly maps: readonly GameMap[]
  readonly weapons: readonly Weapon[]
  readonly queues: readonly Queue[]
  readonly acts: readonly Act[]
  readonly tiers: readonly Tier[]
  readonly rules: RoundRules
  /** When the game came out, ISO 8601: agents have had their first roles since then. */
  readonly released: string
}

export const VALORANT_CONTENT = {
  agents: AGENTS,
  maps: MAPS,
  weapons: WEAPONS,
  queues: QUEUES,
  acts: ACTS,
  tiers: TIERS,
  rules: ROUND_RULES,
  released: '2020-06-02T00:00:00Z',
} as const satisfies ContentTables
