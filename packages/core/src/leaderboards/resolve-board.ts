import type { Services } from '../context.ts'
import { resolveFilter } from '../stats/index.ts'
import { ALL, type BoardScope } from './boards.ts'

interface ScopeInput {
  readonly queue: string
  readonly act?: string | undefined
  readonly region?: string | undefined
}

/** The keys of a board's filters; null when one of them is nothing that a match has. */
export async function resolveScope(
  services: Pick<Services, 'dimensions'>,
  { queue, act, region }: ScopeInput,
): Promise<(BoardScope & { readonly region_key: number }) | null> {
  const keys = await resolveFilter(services, { queue, act, region })
  if (keys?.queue_key === undefined) return null
  const { queue_key, act_key = ALL, region_key = ALL } = keys
  return { queue_key, act_key, region_key }
}
