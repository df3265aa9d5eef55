import { z } from 'zod'
import { AppError } from './errors.ts'
import type { Signer } from './ports/signer.ts'

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

export const badCursor = (message = 'not a cursor of this list') =>
  new AppError('BAD_CURSOR', { fields: [{ pointer: '/cursor', message }] })

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

/** Of what signed cursors hold: another number when that changes, so that old ones are refused. */
const CURSOR_VERSION = '1'

/**
 * A keyset cursor that only this installation can make: for lists where a forged place would show more or
 * cost more than one that was given out. The signature covers the filters, so it belongs to one list.
 */
export function signCursor(
  signer: Signer,
  filters: unknown,
  key: readonly (string | number | null)[],
): string {
  const held = CURSOR_VERSION + base64Url(JSON.stringify(key))
  return `${held}.${signatureOf(signer, filters, held)}`
}

/** Throws BAD_CURSOR for anything that `signCursor` with the same filters and secret did not make. */
export function openCursor<Key extends z.ZodType>(
  signer: Signer,
  {
    cursor,
    filters,
    key,
  }: { readonly cursor: string; readonly filters: unknown; readonly key: Key },
): z.output<Key> {
  const [held = '', signature = ''] = cursor.split('.', 2)
  if (!held.startsWith(CURSOR_VERSION)) throw badCursor()
  if (cursor !== `${held}.${signature}`) throw badCursor()
  if (!isSame(signature, signatureOf(signer, filters, held))) throw badCursor()
  const parsed = key.safeParse(JSON.parse(fromBase64Url(held.slice(CURSOR_VERSION.length))))
  if (!parsed.success) throw badCursor()
  return parsed.data
}

function signatureOf(signer: Signer, filters: unknown, held: string): string {
  return signer.sign(`cursor\n${JSON.stringify(filters)}\n${held}`)
}

/** In a time that does not say where they differ. */
function isSame(given: string, right: string): boolean {
  let difference = given.length ^ right.length
  for (let index = 0; index < right.length; index += 1) {
    difference |= given.charCodeAt(index) ^ right.charCodeAt(index)
  }
  return difference === 0
}
