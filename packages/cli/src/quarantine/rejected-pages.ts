import type { Ctx } from '@loadout/core'
import { listRejected } from '@loadout/core/matches'
import { Option } from 'commander'

export type RejectedRow = Awaited<ReturnType<typeof listRejected>>['items'][number]

export interface RejectedFilter {
  readonly kind?: 'excluded' | 'quarantined'
  readonly code?: string
}

export const kindOption = () =>
  new Option('--kind <kind>', 'only these').choices(['excluded', 'quarantined'])
export const codeOption = () => new Option('--code <code>', 'only this code, e.g. MISSING_FIELD')

/** Pages of rejected documents, latest first. */
export async function* rejectedPages(
  ctx: Ctx,
  filter: RejectedFilter,
  pageSize: number,
): AsyncGenerator<readonly RejectedRow[], void, undefined> {
  let cursor: string | null | undefined
  do {
    const page = await listRejected(ctx, { ...filter, limit: pageSize, ...(cursor && { cursor }) })
    if (page.items.length > 0) yield page.items
    cursor = page.nextCursor
  } while (cursor !== null)
}
