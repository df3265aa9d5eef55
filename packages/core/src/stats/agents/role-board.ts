import type { z } from 'zod'
import type { Ctx } from '../../context.ts'
import { cachedRead, readSums, type StatsRead } from '../cached-read.ts'
import { ROLES, type Role } from '../content/agents.ts'
import type { Dimension } from '../dimension.ts'
import type { MapSumsRow } from '../read-queries.ts'
import { toMapRef } from '../refs.ts'
import { agentCell, type Played } from './agent-cell.ts'
import { type AgentRecord, agentEntries, overMaps } from './agent-entries.ts'
import { byWinRate } from './by-win-rate.ts'
import type { RoleBoard, RoleBoardCell, roleBoardInput } from './contract.ts'
import { standings } from './standings.ts'

type Input = z.output<typeof roleBoardInput>

/**
 * The main page: the best agents of each role, for all maps together (`map: null`, first) and for every
 * map, most played first. Agents rank by the lower bound of their win rate. Unknown filters: an empty board.
 */
export async function roleBoard(ctx: Ctx, input: Input): Promise<RoleBoard> {
  const { value, updatedAt } = await cachedRead(ctx, {
    name: 'roleBoard',
    input,
    load: (read) => loadBoard(ctx, read, input),
  })
  return { ...(value ?? { maps: [], matches: 0 }), updatedAt }
}

async function loadBoard(
  ctx: Ctx,
  read: StatsRead,
  { top, minSample }: Input,
): Promise<Omit<RoleBoard, 'updatedAt'>> {
  const [agents, maps] = await readSums(ctx, read)
  const named = await ctx.dimensions.named([
    ...agents.map((row) => row.agent_key),
    ...maps.map((row) => row.map_key),
  ])
  const matches = maps.reduce((sum, row) => sum + row.matches, 0)
  const rowsByMap = Map.groupBy(agents, (row) => row.map_key)
  const board = (rows: readonly AgentRow[], played: number) =>
    rolesOf(rows, { named, matches: played, minSample, top })
  return {
    matches,
    maps: [
      { map: null, roles: board(overMaps(agents), matches) },
      ...byPlayed(maps).map((map) => ({
        map: toMapRef(named.get(map.map_key)),
        roles: board(rowsByMap.get(map.map_key) ?? [], map.matches),
      })),
    ],
  }
}

type AgentRow = AgentRecord & { readonly agent_key: number }

function rolesOf(
  rows: readonly AgentRow[],
  of: Played & { readonly named: ReadonlyMap<number, Dimension>; readonly top: number },
): Record<Role, RoleBoardCell[]> {
  const entries = agentEntries(rows, of.named)
  const standing = standings(entries)
  const cells = entries.map((entry) => agentCell(entry, standing.get(entry.agent.id), of))
  const best = (role: Role) =>
    cells
      .filter((cell) => cell.agent.role === role)
      .sort(byWinRate)
      .slice(0, of.top)
  const [duelist, initiator, controller, sentinel] = ROLES
  return {
    duelist: best(duelist),
    initiator: best(initiator),
    controller: best(controller),
    sentinel: best(sentinel),
  }
}

function byPlayed(maps: readonly MapSumsRow[]): readonly MapSumsRow[] {
  return maps.toSorted((a, b) => b.matches - a.matches || a.map_key - b.map_key)
}
