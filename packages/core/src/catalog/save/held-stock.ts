import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import { lockSkus } from '../stock/queries.ts'
import { type Refusal, refusal } from './outcome.ts'
import type { PresentStyle } from './style-queries.ts'

/** How many of each stock item are promised to somebody. */
export type Reserved = ReadonlyMap<number, number>

/** Locks all stock items of these styles, as everybody does who changes stock: nobody reserves any meanwhile. */
export async function lockStock(
  tx: Kysely<Database>,
  styles: readonly PresentStyle[],
): Promise<Reserved> {
  const ids = styles.flatMap(({ skus }) => skus.map(({ id }) => id))
  if (ids.length === 0) return new Map()
  return new Map((await lockSkus(tx, ids)).map(({ id, reserved }) => [id, reserved]))
}

interface Kept {
  readonly id: number | null
  readonly skus: readonly { readonly id: number | null }[]
}

/**
 * A stock item that a document leaves out stays as long as some of it are reserved: the reservations would go
 * with it. Null: there is none.
 */
export function refuseHeld(
  kept: readonly Kept[],
  present: readonly PresentStyle[],
  reserved: Reserved,
): Refusal | null {
  const ids = new Set(kept.flatMap(({ skus }) => skus.map(({ id }) => id)))
  for (const style of present) {
    const held = style.skus.find(({ id }) => !ids.has(id) && (reserved.get(id) ?? 0) > 0)
    if (held === undefined) continue
    const place = kept.findIndex(({ id }) => id === style.id)
    const pointer = place < 0 ? '/styles' : `/styles/${place}/skus`
    const message = `leaves out stock item ${held.id}, of which ${reserved.get(held.id)} are reserved`
    return refusal('CONFLICT', pointer, message)
  }
  return null
}
