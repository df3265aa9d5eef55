import type { Ctx } from '@loadout/core'
import type { Jobs } from '@loadout/core/jobs'
import type { JobRegistry } from '@loadout/infra'
import type { z } from 'zod'

/**
 * A handler for every job of a registry. Handlers are idempotent and safe to overlap: a run may be
 * repeated, and its last moments may coincide with the next one's first.
 */
export type JobHandlers<Registry extends JobRegistry = Jobs> = {
  readonly [Name in keyof Registry]: (
    ctx: Ctx,
    input: z.output<Registry[Name]['input']>,
  ) => Promise<z.output<Registry[Name]['result']>>
}

/** Handlers by name, once it no longer matters which job is which: the input was parsed by its schema. */
export type AnyHandlers = Readonly<Record<string, (ctx: Ctx, input: never) => Promise<unknown>>>
