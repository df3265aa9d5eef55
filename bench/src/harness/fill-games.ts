import type { Ctx } from '@loadout/core'
import { computeRelated, saveProducts, storeDocumentSchema } from '@loadout/core/catalog'
import { transact } from '@loadout/core/db'
import { recountQuestions } from '@loadout/core/questions'
import { recountReviews } from '@loadout/core/reviews'
import type { Infra } from '@loadout/infra'
import { type StorePage, simulateStore } from '@loadout/simulator/store'
import { startKept } from './kept-services.ts'
import { type Bench, scaled } from './scenario.ts'
import type { Services } from './services.ts'
import { storeOpinions } from './store-opinions.ts'

const PAGES = 10_000
/** Of a page on average. */
const REVIEWS = 10
/** Documents that are saved together. */
const BATCH = 500

/** Services with 10,000 pages of games and what people write about them. */
export function startGames(bench: Bench): Promise<Services> {
  const pages = gamePages(bench)
  return startKept(bench, {
    name: 'games',
    of: {
      paths: [
        'bench/src/harness/fill-games.ts',
        'bench/src/harness/store-opinions.ts',
        'packages/core/src/catalog/save',
        'packages/core/src/catalog/related',
        'packages/core/src/db/migrations',
        'packages/simulator/src/store',
      ],
      texts: [String(pages)],
    },
    fill: (_, infra) => fillGames(bench, infra, pages),
  })
}

export function gamePages(bench: Bench): number {
  return scaled(bench, PAGES)
}

/** Saves so many pages, with their reviews and questions, counted, and related products. */
export async function fillGames(bench: Bench, infra: Infra, count: number): Promise<void> {
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'bench' }, signal: bench.signal }
  const pages = simulateStore({ seed: 'bench', pages: count, reviews: REVIEWS, until: Date.now() })
  let done = 0
  for (const batch of batches(pages)) {
    bench.signal.throwIfAborted()
    const ids = await savePages(ctx, batch)
    await storeOpinions(
      infra.db,
      batch.map((page, index) => ({ page, id: ids[index] ?? 0 })),
    )
    await recountReviews(ctx, { productIds: ids, afterImport: true })
    await recountQuestions(ctx, { productIds: ids, dryRun: false })
    done += batch.length
    bench.say(`${done} of ${count} games`)
  }
  let after: number | null = 0
  while (after !== null) ({ next: after } = await computeRelated(ctx, { after }))
}

function* batches(pages: Iterable<StorePage>): Generator<readonly StorePage[]> {
  let batch: StorePage[] = []
  for (const page of pages) {
    batch.push(page)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function savePages(ctx: Ctx, pages: readonly StorePage[]): Promise<readonly number[]> {
  const documents = pages.map(({ document }) => storeDocumentSchema.parse(document))
  const outcomes = await transact(ctx.db, (tx) => saveProducts(ctx, tx, documents))
  return outcomes.map((outcome) => {
    if (outcome.outcome === 'refused') throw new Error(JSON.stringify(outcome.refusal))
    return outcome.id
  })
}
