import type { Kysely } from 'kysely'
import type { Ctx } from '../../context.ts'
import type { Database } from '../../db/database.ts'
import { recordPrices, replaceOtherPrices } from '../price-queries.ts'
import type { StoreDocument } from '../store-document.ts'
import { moveVersions } from '../summary-queries.ts'
import { type IdentifyOptions, identify } from './identify.ts'
import { lockNames, skipIds } from './identity-queries.ts'
import type { SaveOutcome, Target } from './outcome.ts'
import { replaceParts } from './part-queries.ts'
import { planTargets } from './plan-targets.ts'
import { insertProducts, updateProducts, writeSources } from './product-queries.ts'
import { roundsOf } from './rounds.ts'
import { replaceStyles } from './style-queries.ts'
import * as toRows from './to-rows.ts'

/**
 * Saves whole products, each as its document says: new ones are made, others are replaced, those whose
 * document is the one that was saved last are left alone. One outcome per document, in their order; of
 * documents of one product the last one counts. A document that is refused leaves nothing behind, and no
 * other one fails because of it, except those that belong to it.
 *
 * Everything is written by a few statements, however many documents there are: 500 at a time are a good
 * number. Slugs and companies are given out under a lock of their own, so that saves run one after another.
 */
export async function saveProducts(
  { codec }: Pick<Ctx, 'codec'>,
  tx: Kysely<Database>,
  documents: readonly StoreDocument[],
  options: IdentifyOptions = { createIds: false },
): Promise<readonly SaveOutcome[]> {
  await lockNames(tx)
  const outcomes = new Map<number, SaveOutcome>()
  for (const places of roundsOf(documents)) {
    const round = places.flatMap((place) => {
      const document = documents[place]
      return document === undefined ? [] : { place, document }
    })
    const targets: Target[] = []
    for (const found of await identify({ codec, tx }, round, options)) {
      if (found.kind === 'target') targets.push(found.target)
      else outcomes.set(found.place, found.outcome)
    }
    for (const [place, outcome] of await saveTargets(tx, targets, options)) {
      outcomes.set(place, outcome)
    }
  }
  return documents.map((_, place) => {
    const outcome = outcomes.get(place)
    if (outcome === undefined) throw new Error(`document ${place} has no outcome`)
    return outcome
  })
}

async function saveTargets(
  tx: Kysely<Database>,
  targets: readonly Target[],
  options: IdentifyOptions,
): Promise<ReadonlyMap<number, SaveOutcome>> {
  const { plans, refused } = await planTargets(tx, targets, options)
  if (plans.length > 0) await writePlans(tx, plans)
  return new Map<number, SaveOutcome>([
    ...refused,
    ...plans.map(({ place, id, isNew }): [number, SaveOutcome] => [
      place,
      { outcome: isNew ? 'inserted' : 'updated', id },
    ]),
  ])
}

async function writePlans(tx: Kysely<Database>, plans: readonly toRows.Plan[]): Promise<void> {
  const ids = plans.map(({ id }) => id)
  const [added, changed] = [true, false].map((isNew) => plans.filter((one) => one.isNew === isNew))
  await recordPrices(
    tx,
    (changed ?? []).map(({ id }) => id),
    (changed ?? []).flatMap(toRows.priceRows),
  )
  await insertProducts(tx, (added ?? []).map(toRows.productRow))
  await skipIds(
    tx,
    'product',
    (added ?? []).flatMap(({ document }) => document.id ?? []),
  )
  await updateProducts(tx, (changed ?? []).map(toRows.productRow))
  await replaceOtherPrices(
    tx,
    ids,
    plans.flatMap((plan) => toRows.priceRows(plan).slice(1)),
  )
  await replaceParts(tx, ids, {
    features: plans.flatMap(toRows.featureRows),
    media: plans.flatMap(toRows.mediaRows),
    companies: plans.flatMap(toRows.companyRows),
    releases: plans.flatMap(toRows.releaseRows),
    details: plans.flatMap(toRows.detailRows),
  })
  await replaceStyles(tx, ids, {
    styles: plans.flatMap(toRows.styleRows),
    photos: plans.flatMap(toRows.photoRows),
    skus: plans.flatMap(toRows.skuRows),
  })
  await writeSources(tx, plans.map(toRows.sourceRow))
  await moveVersions(tx, plans.flatMap(changedBases))
}

/** What shows another list of parts now. */
function changedBases({ baseId, formerBaseId }: toRows.Plan): readonly number[] {
  return baseId === formerBaseId ? [] : [baseId, formerBaseId].filter((id) => id !== null)
}
