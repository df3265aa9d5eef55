import { z } from 'zod'
import { AppError } from './errors.ts'

/** What an integer key can be, so that a forged cursor is refused before PostgreSQL refuses it. */
export const MAX_INT4 = 2_147_483_647

/** Page size of every list: default 20, at most 100. */
export const pageInput = {
  limit: z.int().min(1).max(100).default(20),
  cursor: z.string().min(1).max(512).optional(),
}

/** One page of a keyset list; `nextCursor` is null on the last page. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/**
 * A page of rows that were read with one more than `limit`, and the row the next page begins behind; null on
 * the last page.
 */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
): { readonly kept: readonly Row[]; readonly last: Row | null } {
  const kept = rows.slice(0, limit)
  return { kept, last: rows.length > limit ? (kept.at(-1) ?? null) : null }
}

/**
 * A keyset cursor is the sort key of the last row plus a fingerprint of the list's filters, so that a
 * cursor cannot be carried to another list. It is readable by design: it grants nothing.
 */
export function encodeCursor(filters: unknown, key: readonly (string | number | null)[]): string {
  return base64Url(JSON.stringify([fingerprint(filters), ...key]))
}

/** Throws BAD_CURSOR for anything that `encodeCursor` with the same filters did not make. */
export function decodeCursor<Key extends z.ZodType>(
  cursor: string,
  filters: unknown,
  key: Key,
): z.output<Key> {
  try {
    const parsed: unknown = JSON.parse(fromBase64Url(cursor))
    if (Array.isArray(parsed) && parsed[0] === fingerprint(filters))
      return key.parse(parsed.slice(1))
  } catch {
    // Falls through: whatever was wrong with it, it is not a cursor of ours.
  }
  throw badCursor()
}

export const badCursor = () =>
  new AppError('BAD_CURSOR', {
    fields: [{ pointer: '/cursor', message: 'not a cursor of this list' }],
  })

/** FNV-1a, 32 bit: tells lists apart, protects nothing. */
function fingerprint(filters: unknown): string {
  let hash = 0x811c9dc5
  for (const char of JSON.stringify(filters)) {
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  }
  return (hash >>> 0).toString(36)
}

function base64Url(text: string): string {
  const bytes = new TextEncoder().encode(text)
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}

function fromBase64Url(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Uint8Array.from(binary, (char) => char.charCodeAt(0)),
  )
}
