import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { StoreDocument } from '../store-document.ts'
import { lockStock, refuseHeld } from './held-stock.ts'
import type { IdentifyOptions } from './identify.ts'
import { skipIds, takeIds } from './identity-queries.ts'
import { type MatchedPart, matchParts } from './match-parts.ts'
import { isRefusal, type Refusal, refusal, type Target } from './outcome.ts'
import { findStyles, findTaken, type PresentStyle } from './style-queries.ts'

type StyleDocument = StoreDocument['styles'][number]
type SkuDocument = StyleDocument['skus'][number]

interface MatchedStyle extends MatchedPart<StyleDocument> {
  readonly skus: readonly MatchedPart<SkuDocument>[]
}

/** A style and its stock items with the ids they have or get. */
export interface PlannedStyle {
  readonly id: number
  readonly style: StyleDocument
  readonly skus: readonly { readonly id: number; readonly sku: SkuDocument }[]
}

export type StylePlans = ReadonlyMap<Target, readonly PlannedStyle[] | Refusal>

/**
 * Which styles and stock items those of the documents are, and ids for the others. Locks the stock items that
 * are there. A document that leaves out one of which some are reserved is refused.
 */
export async function planStyles(
  tx: Kysely<Database>,
  targets: readonly Target[],
  options: IdentifyOptions,
): Promise<StylePlans> {
  const present = await findStyles(
    tx,
    targets.flatMap(({ id, isNew }) => (isNew ? [] : [id])),
  )
  const reserved = await lockStock(tx, present)
  const ofProduct = Map.groupBy(present, ({ product_id }) => product_id)
  const styles = targets.flatMap(({ document }) => document.styles)
  const makers = {
    style: await idMaker(tx, 'style', styles, options),
    sku: await idMaker(
      tx,
      'sku',
      styles.flatMap(({ skus }) => skus),
      options,
    ),
  }
  const matched = new Map(
    targets.map((target) => {
      const styles = ofProduct.get(target.id) ?? []
      const kept = matchStyles(target, styles, makers)
      return [target, isRefusal(kept) ? kept : (refuseHeld(kept, styles, reserved) ?? kept)]
    }),
  )
  return withIds(tx, matched)
}

interface Makers {
  readonly style: (id: number) => boolean
  readonly sku: (id: number) => boolean
}

/** Says whether a row of an id may be made: if nobody has it, and for the first who asks. */
async function idMaker(
  tx: Kysely<Database>,
  table: 'style' | 'sku',
  parts: readonly { readonly id?: number | undefined }[],
  { createIds }: IdentifyOptions,
): Promise<(id: number) => boolean> {
  if (!createIds) return () => false
  const taken = new Set(
    await findTaken(
      tx,
      table,
      parts.flatMap(({ id }) => id ?? []),
    ),
  )
  return (id) => {
    const isFree = !taken.has(id)
    taken.add(id)
    return isFree
  }
}

/** Styles without an id are known by their name, stock items by their size. */
function matchStyles(
  { document }: Target,
  present: readonly PresentStyle[],
  makers: Makers,
): readonly MatchedStyle[] | Refusal {
  const styles = matchParts(document.styles, present, {
    isSame: (wanted, style) => wanted.name === style.name,
    mayMake: makers.style,
  })
  if ('refused' in styles) {
    return refusal('STYLE_NOT_FOUND', `/styles/${styles.refused}/id`, 'no style of this product')
  }
  const rows = new Map(present.map((style) => [style.id, style.skus]))
  const matched: MatchedStyle[] = []
  for (const [place, style] of styles.entries()) {
    const skus = matchParts(style.wanted.skus, rows.get(style.id ?? 0) ?? [], {
      isSame: (wanted, sku) => wanted.size === sku.size,
      mayMake: makers.sku,
    })
    if ('refused' in skus) {
      const pointer = `/styles/${place}/skus/${skus.refused}/id`
      return refusal('SKU_NOT_FOUND', pointer, 'no stock item of this style')
    }
    matched.push({ ...style, skus })
  }
  return matched
}

/** Gives ids to what has none, and has the sequences skip those that documents brought along. */
async function withIds(
  tx: Kysely<Database>,
  matched: ReadonlyMap<Target, readonly MatchedStyle[] | Refusal>,
): Promise<StylePlans> {
  const styles = [...matched.values()].flatMap((styles) => (isRefusal(styles) ? [] : styles))
  const styleId = await idGiver(tx, 'style', styles)
  const skuId = await idGiver(
    tx,
    'sku',
    styles.flatMap(({ skus }) => skus),
  )
  const plan = (style: MatchedStyle): PlannedStyle => ({
    id: styleId(style),
    style: style.wanted,
    skus: style.skus.map((sku) => ({ id: skuId(sku), sku: sku.wanted })),
  })
  return new Map(
    [...matched].map(([target, styles]) => [target, isRefusal(styles) ? styles : styles.map(plan)]),
  )
}

async function idGiver(
  tx: Kysely<Database>,
  table: 'style' | 'sku',
  parts: readonly MatchedPart<unknown>[],
): Promise<(part: MatchedPart<unknown>) => number> {
  await skipIds(
    tx,
    table,
    parts.flatMap(({ id, isNew }) => (isNew && id !== null ? [id] : [])),
  )
  const ids = [...(await takeIds(tx, table, parts.filter(({ id }) => id === null).length))].values()
  return ({ id }) => {
    const given = id ?? ids.next().value
    if (given === undefined) throw new Error('too few ids were taken')
    return given
  }
}
