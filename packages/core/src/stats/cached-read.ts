import type { Ctx, Services } from '../context.ts'
import { readSnapshot } from '../db/transaction.ts'
import {
  type AgentSumsRow,
  agentSumsByMap,
  type MapSumsRow,
  mapSums,
  readState,
} from './read-queries.ts'
import { type FilterInput, type FilterKeys, resolveFilter } from './resolve-filter.ts'
import type { TierFilter } from './tier-groups.ts'

interface StatsInput extends FilterInput {
  readonly tier: TierFilter
}

/** What a statistics read works on: the roll-up version, the filters as keys, and when it last changed. */
export interface StatsRead {
  readonly version: number
  readonly keys: FilterKeys
  readonly tier: TierFilter
}

/**
 * Runs `load` unless this process, or another one, has its answer for the roll-ups' present revision. Null when
 * a filter names something no match has. The revision is read anew for every request, shared between those
 * that come together, so an answer is never older than its request. It is of sums alone, never of a player.
 */
export async function cachedRead<Value>(
  ctx: Ctx,
  options: {
    readonly name: string
    readonly input: StatsInput
    readonly load: (read: StatsRead) => Promise<Value>
  },
): Promise<{ readonly value: Value | null; readonly updatedAt: string | null }> {
  const state = await presentState(ctx)
  const key = `${options.name}:${JSON.stringify(options.input)}`
  const revision = revisionOf(state, ctx.clock.now())
  const load = async () => {
    const keys = await resolveFilter(ctx, options.input)
    if (keys === null) return null
    return options.load({ version: state.active_version, keys, tier: options.input.tier })
  }
  const value = await ctx.readCache.read(key, revision, () =>
    ctx.sharedCache.value(`stats:${key}`, revision, load),
  )
  return { value, updatedAt: state.updated_at?.toISOString() ?? null }
}

/**
 * The roll-ups' present revision: as long as it stands, so does every answer made from them. It ends with
 * the UTC day, as some answers do by default. The time tells it from that of a database that was put back.
 */
export async function statsRevision(services: StateReader): Promise<string> {
  return revisionOf(await presentState(services), services.clock.now())
}

type StateReader = Pick<Services, 'clock' | 'db' | 'readCache'>
type State = Awaited<ReturnType<typeof readState>>

function presentState({ db, readCache }: Pick<StateReader, 'db' | 'readCache'>): Promise<State> {
  return readCache.latest('stats.state', () => readState(db))
}

function revisionOf(state: State, now: Date): string {
  const day = now.toISOString().slice(0, 10)
  return `${state.active_version}.${state.revision}.${day}.${state.updated_at?.getTime() ?? 0}`
}

/** Sums per map and agent and per map, of one moment: shares of one by the other are never above 1. */
export function readSums(
  ctx: Ctx,
  read: StatsRead,
): Promise<readonly [readonly AgentSumsRow[], readonly MapSumsRow[]]> {
  return readSnapshot(ctx.db, async (tx) => [
    await agentSumsByMap(tx, read),
    await mapSums(tx, read),
  ])
}
