import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import type { Codec } from '../../ports/codec.ts'
import type { StoreDocument } from '../store-document.ts'
import { findPointers, type Pointed, takeIds } from './identity-queries.ts'
import { isRefusal, type Refusal, refusal, type SaveOutcome, type Target } from './outcome.ts'

/** What a document turns out to be: nothing new, an error, or a product to be written. */
export type Identified =
  | { readonly kind: 'done'; readonly place: number; readonly outcome: SaveOutcome }
  | { readonly kind: 'target'; readonly target: Target }

/** Keys of products, see `pointerKeys`. */
export interface Foreseen {
  has(key: string): boolean
}

export interface IdentifyOptions {
  /** Whether an id that no product has is given to a new one; otherwise it is refused. */
  readonly createIds: boolean
  /** Products that others may belong to although they are not stored: for dry runs. */
  readonly foreseen?: Foreseen
}

/** Finds out which product each document is, and whether it says anything new. */
export async function identify(
  { codec, tx }: { readonly codec: Codec; readonly tx: Kysely<Database> },
  documents: readonly { readonly place: number; readonly document: StoreDocument }[],
  options: IdentifyOptions,
): Promise<readonly Identified[]> {
  const pointed = await findPointers(
    tx,
    documents.map(({ document }) => document),
  )
  const found = documents.map(({ document, place }, index) => {
    const known = pointed[index]
    if (known === undefined) throw new Error('a document was not looked up')
    return { document, place, which: whichProduct(document, known, options) }
  })
  const missing = found.filter(({ which }) => !isRefusal(which) && which.id === null).length
  const ids = [...(await takeIds(tx, 'product', missing))]
  return found.map(({ document, place, which }): Identified => {
    if (isRefusal(which)) return done(place, { outcome: 'refused', refusal: which })
    const hash = hashOf(codec, document)
    if (which.id !== null && which.hash === hash) {
      return done(place, { outcome: 'unchanged', id: which.id })
    }
    const id = which.id ?? ids.shift()
    if (id === undefined) throw new Error('too few ids were taken')
    return { kind: 'target', target: { place, document, hash, id, isNew: which.isNew } }
  })
}

interface Which {
  /** Null: a new product, with an id that is still to be taken. */
  readonly id: number | null
  readonly isNew: boolean
  /** Of what was last saved, if it was saved in the same name. */
  readonly hash: string | null
}

/** A source's own key comes first; an id beside it must mean the same product. */
function whichProduct(
  { id, source }: StoreDocument,
  known: Pointed,
  { createIds }: IdentifyOptions,
): Which | Refusal {
  if (known.by_source !== null) {
    if (id !== undefined && id !== known.by_source) {
      return refusal('CONFLICT', '/id', 'the source means another product')
    }
    return { id: known.by_source, isNew: false, hash: known.source_hash }
  }
  if (known.by_id !== null) {
    return { id: known.by_id, isNew: false, hash: source === undefined ? known.id_hash : null }
  }
  if (id === undefined) return { id: null, isNew: true, hash: null }
  return createIds
    ? { id, isNew: true, hash: null }
    : refusal('PRODUCT_NOT_FOUND', '/id', 'no such product')
}

function hashOf(codec: Codec, document: StoreDocument): string {
  return codec.sha256(new TextEncoder().encode(JSON.stringify(document)))
}

function done(place: number, outcome: SaveOutcome): Identified {
  return { kind: 'done', place, outcome }
}
