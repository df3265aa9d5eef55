import type { Ctx } from '../context.ts'
import type { RowKind } from '../ports/shared-cache.ts'
import { postRows } from './row-queries.ts'

/** Posts as caches keep them. */
export const postKind = ({ db }: Pick<Ctx, 'db'>): RowKind => ({
  name: 'post',
  load: (ids) => postRows(db, ids),
})
