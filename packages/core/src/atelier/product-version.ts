import type { Ctx } from '../context.ts'
import { idOf } from './answer.ts'
import { versionById } from './product-queries.ts'

/** The version that answers about a product carry at present; null when none can be seen. */
export async function productVersion(ctx: Ctx, given: string): Promise<string | null> {
  const id = idOf(given)
  const [row] = id === null ? [] : await versionById(ctx.db, id)
  return row?.version ?? null
}
