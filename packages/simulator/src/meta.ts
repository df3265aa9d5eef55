import { AGENTS, type Agent, type GameMap, MAPS } from '@loadout/core/content'
import { hash32, type Prng } from './prng.ts'

/** Relative pick popularity by agent name; agents that are not listed count 3. */
const POPULARITY: Readonly<Record<string, number>> = {
  Jett: 10,
  Reyna: 10,
  Clove: 9,
  Raze: 7,
  Omen: 7,
  Sova: 6,
  Cypher: 6,
  Sage: 6,
  Killjoy: 5,
  Neon: 5,
  Waylay: 5,
  Phoenix: 4,
  Fade: 4,
  Gekko: 4,
  Viper: 4,
  Chamber: 4,
  Harbor: 1,
  Deadlock: 2,
  Astra: 2,
}
const DEFAULT_POPULARITY = 3
const POOL_SIZE = 7

export const STANDARD_MAPS: readonly GameMap[] = MAPS.filter((map) => map.kind === 'standard')

/** Agents that can bring somebody (or themselves) back into a round. */
export function canRevive(agent: Agent): boolean {
  return agent.name === 'Sage' || agent.name === 'Clove'
}

/** The seven maps in rotation during an act; three leave and three come with each act. */
export function mapPool(actIndex: number): GameMap[] {
  return Array.from({ length: POOL_SIZE }, (_, index) => {
    const map = STANDARD_MAPS[(actIndex * 3 + index) % STANDARD_MAPS.length]
    if (map === undefined) throw new RangeError('no standard maps')
    return map
  })
}

/**
 * How much an agent helps on a map, in the unit of player skill (about -0.5 to 0.5): a fixed pattern per
 * agent and map that drifts with the act, so that the best agents differ by map and over time.
 */
export function agentStrength(agent: Agent, map: GameMap, actIndex: number): number {
  const fixed = centred(`${agent.name}|${map.name}`) * 0.4
  return fixed + centred(`${agent.name}|${map.name}|${actIndex}`) * 0.1
}

/** Log-odds advantage of the attackers on a map, about -0.25 to 0.15: most maps favour the defence. */
export function attackAdvantage(map: GameMap): number {
  return centred(`attack|${map.name}`) * 0.2 - 0.05
}

/** Five different agents for one team: popular ones, ones that suit the map, and not three of a role. */
export function draftTeam(prng: Prng, map: GameMap, actIndex: number): Agent[] {
  const team: Agent[] = []
  while (team.length < 5) {
    const weights = AGENTS.map((agent) =>
      pickWeight(agent, team, agentStrength(agent, map, actIndex)),
    )
    const agent = AGENTS[prng.weighted(weights)]
    if (agent !== undefined) team.push(agent)
  }
  return team
}

function pickWeight(agent: Agent, team: readonly Agent[], strength: number): number {
  if (team.some((picked) => picked.id === agent.id)) return 0
  const sameRole = team.filter((picked) => picked.role === agent.role).length
  const popularity = POPULARITY[agent.name] ?? DEFAULT_POPULARITY
  return popularity * Math.exp(strength * 1.5) * (sameRole >= 2 ? 0.15 : 1 / (1 + sameRole))
}

/** A fixed value in [-1, 1) for a text. */
function centred(text: string): number {
  return hash32(text) / 0x8000_0000 - 1
}
