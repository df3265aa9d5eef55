import type { Ctx } from '@loadout/core'
import { runRebuild } from '@loadout/core/stats'
import type { KyselyPlugin } from 'kysely'
import { createHarness, type Harness } from '../support/harness.ts'

export interface RebuildStage extends Harness {
  /** Runs the job as often as it takes until no build runs. */
  finish(): Promise<void>
  /** What is active, building and retired. */
  versions(): Promise<readonly { readonly version: number; readonly state: string }[]>
}

export async function createStage(): Promise<RebuildStage> {
  const harness = await createHarness()
  const { ctx } = harness
  return {
    ...harness,
    async finish() {
      for (let runs = 0; await isRunning(ctx); runs += 1) {
        if (runs === 20) throw new Error('the build does not end')
        await runRebuild(ctx, {})
      }
    },
    versions: () =>
      ctx.db.selectFrom('rollup_version').select(['version', 'state']).orderBy('version').execute(),
  }
}

async function isRunning({ db }: Ctx): Promise<boolean> {
  const running = await db
    .selectFrom('rollup_build')
    .select('id')
    .where('state', '=', 'running')
    .executeTakeFirst()
  return running !== undefined
}

export class Crash extends Error {}

/** The same services, except that the `count`th query from now on, and every later one, is not sent. */
export function crashingAfter(ctx: Ctx, count: number): Ctx {
  let left = count
  const plugin: KyselyPlugin = {
    transformQuery({ node }) {
      left -= 1
      if (left < 0) throw new Crash('killed')
      return node
    },
    transformResult: async ({ result }) => result,
  }
  return { ...ctx, db: ctx.db.withPlugin(plugin) }
}

/** The same services at another time. */
export function at(ctx: Ctx, now: Date): Ctx {
  return { ...ctx, clock: { ...ctx.clock, now: () => now } }
}
