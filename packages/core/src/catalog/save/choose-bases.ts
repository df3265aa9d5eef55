import type { Foreseen } from './identify.ts'
import type { Pointed, ProductPointer } from './identity-queries.ts'
import { isRefusal, type Refusal, refusal, type Target } from './outcome.ts'
import { pointerKeys } from './rounds.ts'

/** What a document says it belongs to, as a pointer; null: to nothing. */
export function baseOf({ document: { base } }: Target): ProductPointer | null {
  if (base === null) return null
  return typeof base === 'number' ? { id: base } : { source: base }
}

/**
 * The id of what each product belongs to. It is looked for among the documents themselves, then in the
 * store (`known`, in the order of the targets that have one). Of one that is only foreseen there is no id yet:
 * who belongs to it belongs to nothing so far.
 */
export function chooseBases(
  targets: readonly Target[],
  known: readonly Pointed[],
  foreseen: Foreseen = new Set(),
): ReadonlyMap<Target, number | null | Refusal> {
  const pointed = known.values()
  const stored = new Map<Target, number | null>()
  for (const target of targets) {
    if (baseOf(target) === null) continue
    const { by_source, by_id } = pointed.next().value ?? { by_source: null, by_id: null }
    stored.set(target, by_source ?? by_id)
  }
  return withoutOrphans(targets, stored, foreseen)
}

/** Who belongs to a document that is refused is refused too, and so on. */
function withoutOrphans(
  targets: readonly Target[],
  stored: ReadonlyMap<Target, number | null>,
  foreseen: Foreseen,
): ReadonlyMap<Target, number | null | Refusal> {
  const bases = new Map<Target, number | null | Refusal>()
  for (let left: readonly Target[] = targets, before = -1; left.length !== before; ) {
    before = left.length
    const ids = new Map(left.flatMap((one) => keysOf(one).map((key) => [key, one.id] as const)))
    for (const target of left) bases.set(target, baseId(target, { ids, stored, foreseen }))
    left = left.filter((target) => !isRefused(bases.get(target)))
  }
  return bases
}

interface Candidates {
  /** Of the documents, by their keys. */
  readonly ids: ReadonlyMap<string, number>
  readonly stored: ReadonlyMap<Target, number | null>
  readonly foreseen: Foreseen
}

function baseId(target: Target, { ids, stored, foreseen }: Candidates): number | null | Refusal {
  const pointer = baseOf(target)
  if (pointer === null) return null
  const [key = ''] = pointerKeys(pointer)
  const id = ids.get(key) ?? stored.get(target) ?? null
  if (id === null && foreseen.has(key)) return null
  if (id === null) return refusal('PRODUCT_NOT_FOUND', '/base', 'no such product')
  if (id === target.id) return refusal('BAD_INPUT', '/base', 'a product cannot belong to itself')
  return id
}

const keysOf = ({ document, id }: Target) => [`id ${id}`, ...pointerKeys(document)]

const isRefused = (value: number | null | Refusal | undefined) =>
  typeof value === 'object' && value !== null && isRefusal(value)
