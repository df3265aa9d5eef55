import type { Ctx } from '../../context.ts'
import { type BuildRow, countShards } from './build-queries.ts'
import type { Build } from './contract.ts'

/** A build as callers see it, with its progress. */
export async function presentBuild(ctx: Ctx, row: BuildRow): Promise<Build> {
  const patch = row.patch_key === null ? undefined : await patchId(ctx, row.patch_key)
  return {
    id: row.id,
    purpose: row.purpose,
    patch: patch ?? null,
    state: row.state,
    shards: await countShards(ctx.db, row.id),
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
  }
}

async function patchId(ctx: Ctx, key: number): Promise<string | undefined> {
  return (await ctx.dimensions.named([key])).get(key)?.id
}
