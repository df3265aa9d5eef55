import { z } from 'zod'
import { POSSESSIONS } from '../accounts/index.ts'
import { requireUser } from '../actor.ts'
import type { Ctx } from '../context.ts'
import { decodeCursor, encodeCursor } from '../pagination.ts'
import { type OwnRow, type Possession, rowsOf } from './account-queries.ts'
import type { exportInput, exportOutput } from './contract.ts'

const START = '(0,0)'
const cursorKey = z.tuple([
  z
    .int()
    .min(0)
    .max(POSSESSIONS.length - 1),
  z.string().regex(/^\(\d{1,9},\d{1,5}\)$/),
])

/** A page ends early when its rows are this large together, characters. */
const MAX_PAGE = 400_000

type Item = z.output<typeof exportOutput>['items'][number]

/**
 * Everything that is stored about one's own account, table by table, without secrets. A short page is not the
 * end: `nextCursor` is null there. Throws UNAUTHENTICATED and BAD_CURSOR.
 */
export async function exportAccount(
  ctx: Ctx,
  { limit, cursor }: z.output<typeof exportInput>,
): Promise<z.output<typeof exportOutput>> {
  const accountId = requireUser(ctx.actor)
  const list = { exportOf: accountId }
  let [index, after] = cursor === undefined ? [0, START] : decodeCursor(cursor, list, cursorKey)
  const items: Item[] = []
  for (; index < POSSESSIONS.length; index += 1, after = START) {
    const table = POSSESSIONS[index] as Possession
    const rows = await rowsOf(ctx.db, table, { accountId, after, limit: limit - items.length })
    const kept = withinSize(rows)
    items.push(...kept.map(({ row }) => ({ table, row })))
    const isFull = items.length === limit || kept.length < rows.length
    if (!isFull) continue
    const last = kept.at(-1)?.place ?? after
    return { items, nextCursor: encodeCursor(list, [index, last]) }
  }
  return { items, nextCursor: null }
}

/** As many rows as fit into a page; one always does. */
function withinSize(rows: readonly OwnRow[]): readonly OwnRow[] {
  let size = 0
  const end = rows.findIndex(({ row }) => {
    size += JSON.stringify(row).length
    return size > MAX_PAGE
  })
  return end === -1 ? rows : rows.slice(0, Math.max(1, end))
}
