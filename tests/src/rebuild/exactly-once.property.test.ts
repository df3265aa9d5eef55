import type { Ctx } from '@loadout/core'
import { rederive } from '@loadout/core/matches'
import { cancelRebuild, rollupMatches, runRebuild, startRebuild } from '@loadout/core/stats'
import { createInlinePreparer } from '@loadout/infra'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { isStress } from '../env.ts'
import { contentChecksums } from '../fault/harness/checksums.ts'
import { simulated, texts } from '../support/simulated.ts'
import { differencesToCleanPass } from './clean-pass.ts'
import { Crash, crashingAfter, createStage, type RebuildStage } from './stage.ts'

const documents = texts(simulated('property', 14, { spikerush: 3, competitive: 1 }))
const RUNS = isStress() ? 40 : 4
const STEPS = 14
const RUN_MS = 600_000

/** Something that happens; `dies` is how many queries it lives for, null that it comes to its end. */
type Step =
  | { readonly kind: 'ingest'; readonly picks: readonly number[] }
  | { readonly kind: 'rollup'; readonly dies: number | null }
  | { readonly kind: 'start' | 'cancel' }
  | { readonly kind: 'rebuild'; readonly dies: number | null }
  | { readonly kind: 'rederive'; readonly windowMs: number; readonly dies: number | null }

const dies = fc.option(fc.integer({ min: 1, max: 60 }), { freq: 2 })
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    fc.record({
      kind: fc.constant('ingest' as const),
      // With repetitions, within a batch and over time.
      picks: fc.array(fc.nat(documents.length - 1), { minLength: 1, maxLength: 6 }),
    }),
    fc.record({ kind: fc.constant('rollup' as const), dies }),
    fc.record({ kind: fc.constantFrom('start' as const, 'start' as const, 'cancel' as const) }),
    fc.record({ kind: fc.constant('rebuild' as const), dies }),
    fc.record({
      kind: fc.constant('rederive' as const),
      windowMs: fc.constantFrom(3_000, 5_000, 12_000),
      dies,
    }),
  ),
  { minLength: STEPS / 2, maxLength: STEPS },
)

const measuredWith = (ctx: Ctx, windowMs: number): Ctx => ({
  ...ctx,
  preparer: createInlinePreparer(ctx.codec, ctx.game, windowMs),
})

async function take(stage: RebuildStage, step: Step): Promise<void> {
  const { ctx } = stage
  const mortal = (after: number | null) => (after === null ? ctx : crashingAfter(ctx, after))
  switch (step.kind) {
    case 'ingest':
      await stage.ingest(step.picks.map((pick) => documents[pick] ?? ''))
      return
    case 'rollup':
      await rollupMatches(mortal(step.dies), {})
      return
    case 'start':
      await startRebuild(ctx, {}, { shardMatches: 3 })
      return
    case 'cancel':
      await cancelRebuild(ctx)
      return
    case 'rebuild':
      await runRebuild(mortal(step.dies), {})
      return
    case 'rederive':
      await rederive(measuredWith(mortal(step.dies), step.windowMs), {})
  }
}

/** A crash is part of the plan, as is a rebuild that is asked for while one runs. */
async function survive(work: Promise<void>): Promise<void> {
  await work.catch((error: unknown) => {
    const isPlanned = error instanceof Crash || /rebuild or audit/.test(String(error))
    if (!isPlanned) throw error
  })
}

/** Everything is sent once more, and everybody does what there is to do. */
async function settle(stage: RebuildStage): Promise<void> {
  await stage.ingest(documents)
  await stage.finish()
  await runRebuild(stage.ctx, {})
  await rederive(stage.ctx, {})
  await rollupMatches(stage.ctx, {})
}

/** Matches and players; of the roll-ups each row says in which version it is. */
async function storedRows({ ctx }: RebuildStage): Promise<unknown> {
  const { match, player, player_match } = await contentChecksums(ctx.db)
  return { match, player, player_match }
}

describe('any order, any batches, any repetition, a crash at any query', () => {
  let clean: unknown

  beforeAll(async () => {
    const stage = await createStage()
    await stage.ingest(documents)
    await rollupMatches(stage.ctx, {})
    clean = await storedRows(stage)
    await stage.close()
  })

  it(
    'come to the sums of one clean pass',
    async () => {
      const property = fc.asyncProperty(steps, async (taken) => {
        const stage = await createStage()
        try {
          for (const step of taken) await survive(take(stage, step))
          await settle(stage)
          expect(await differencesToCleanPass(stage.ctx)).toEqual([])
          expect(await storedRows(stage)).toEqual(clean)
        } finally {
          await stage.close()
        }
      })
      await fc.assert(property, { seed: 1_121, numRuns: RUNS, endOnFailure: true })
    },
    RUN_MS,
  )
})
