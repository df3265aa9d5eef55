import type { Change } from '../changes/index.ts'
import type { Services } from '../context.ts'
import type { RowChange } from '../ports/shared-cache.ts'
import { type PlacedRow, placedRows } from './row-queries.ts'
import { nameOf, type Scope } from './scope.ts'

/** What a cache must be told of changes to posts: the rows as they are now, and which feeds they are in. */
export async function postChanges(
  { db }: Pick<Services, 'db'>,
  changes: readonly Change[],
): Promise<readonly RowChange[]> {
  const rows = await placedRows(
    db,
    changes.map(({ rowId }) => rowId),
  )
  const byId = new Map(rows.map((row) => [row.id, row]))
  return changes.map(({ rowId, version }) => {
    const row = byId.get(rowId)
    // Gone for good: nothing that was read of it before may come back.
    if (row === undefined) return { ...GONE, id: rowId, version }
    return { id: row.id, version: row.version, json: row.json, place: row.place, ...feedsOf(row) }
  })
}

const GONE = { json: null, place: null, into: [], outOf: [] } as const

function feedsOf({ json, formerTags, ...row }: PlacedRow) {
  const into = scopesOf(row).map(nameOf)
  const former = formerTags.map((tag) => nameOf({ kind: 'tag', tag }))
  return json === null ? { into: [], outOf: [...into, ...former] } : { into, outOf: former }
}

function scopesOf(row: Omit<PlacedRow, 'json' | 'formerTags'>): readonly Scope[] {
  const { accountId, tags, subjectKind: kind, subjectId } = row
  return [
    { kind: 'all' },
    { kind: 'author', id: accountId },
    ...tags.map((tag) => ({ kind: 'tag', tag }) as const),
    ...(kind === null || subjectId === null
      ? []
      : [{ kind: 'subject', subject: { kind, row: subjectId } } as const]),
  ]
}
