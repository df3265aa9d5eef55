import type { Kysely } from 'kysely'
import type { Database } from '../../db/database.ts'
import { baseOf, chooseBases } from './choose-bases.ts'
import { chooseSlugs, wantedSlugs } from './choose-slugs.ts'
import type { IdentifyOptions } from './identify.ts'
import { findPointers, findSlugs, lockProducts, type PresentProduct } from './identity-queries.ts'
import { isRefusal, type Refusal, type SaveOutcome, type Target } from './outcome.ts'
import { type PlannedStyle, planStyles } from './plan-styles.ts'
import type { Plan } from './to-rows.ts'

export interface Planned {
  readonly plans: readonly Plan[]
  /** By place. */
  readonly refused: ReadonlyMap<number, SaveOutcome>
}

/** Decides everything about the products that are to be written, before anything is. Locks those there are. */
export async function planTargets(
  tx: Kysely<Database>,
  all: readonly Target[],
  options: IdentifyOptions,
): Promise<Planned> {
  const refused = new Map<number, SaveOutcome>()
  if (all.length === 0) return { plans: [], refused }
  const present = await lockProducts(
    tx,
    all.flatMap(({ id, isNew }) => (isNew ? [] : [id])),
  )
  const holders = await findSlugs(tx, all.flatMap(wantedSlugs))
  const slugs = accepted(chooseSlugs(all, holders, present), refused)
  const styles = accepted(await planStyles(tx, [...slugs.keys()], options), refused)
  const bases = accepted(await basesOf(tx, [...styles.keys()], options), refused)
  const chosen = { slugs, styles, bases }
  return { plans: [...bases.keys()].map((target) => planOf(target, chosen, present)), refused }
}

async function basesOf(
  tx: Kysely<Database>,
  targets: readonly Target[],
  { foreseen }: IdentifyOptions,
) {
  const pointers = targets.flatMap((target) => baseOf(target) ?? [])
  return chooseBases(targets, await findPointers(tx, pointers), foreseen)
}

/** The targets that are not refused; the others are noted. */
function accepted<Value extends string | number | null | readonly unknown[]>(
  chosen: ReadonlyMap<Target, Value | Refusal>,
  refused: Map<number, SaveOutcome>,
): ReadonlyMap<Target, Value> {
  const kept = new Map<Target, Value>()
  for (const [target, value] of chosen) {
    if (isRefused(value)) refused.set(target.place, { outcome: 'refused', refusal: value })
    else kept.set(target, value)
  }
  return kept
}

function isRefused(value: string | number | null | readonly unknown[] | Refusal): value is Refusal {
  return typeof value === 'object' && value !== null && isRefusal(value)
}

interface Chosen {
  readonly slugs: ReadonlyMap<Target, string>
  readonly styles: ReadonlyMap<Target, readonly PlannedStyle[]>
  readonly bases: ReadonlyMap<Target, number | null>
}

function planOf(
  target: Target,
  { slugs, styles, bases }: Chosen,
  present: ReadonlyMap<number, PresentProduct>,
): Plan {
  const slug = slugs.get(target)
  if (slug === undefined) throw new Error('a product without a slug')
  return {
    ...target,
    slug,
    baseId: bases.get(target) ?? null,
    formerBaseId: present.get(target.id)?.base_id ?? null,
    styles: styles.get(target) ?? [],
  }
}
