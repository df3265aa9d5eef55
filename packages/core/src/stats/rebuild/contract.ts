import { z } from 'zod'

export const rebuildInput = z.object({
  patch: z
    .string()
    .max(16)
    .regex(/^(\d{1,2}\.\d{1,2}|unknown)$/)
    .optional()
    .describe(
      'One patch, e.g. `11.8`; sums that are not by patch (per day, per player) stay as they are.',
    ),
})

export const buildSchema = z
  .object({
    id: z.int(),
    purpose: z.enum(['rebuild', 'audit']),
    patch: z.string().nullable(),
    state: z.enum(['running', 'done', 'cancelled']),
    shards: z
      .object({ done: z.int(), total: z.int() })
      .describe('Pieces of work. When all are done, what was stored meanwhile is added.'),
    startedAt: z.iso.datetime(),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'RollupBuild' })
export type Build = z.output<typeof buildSchema>

const sums = z.record(z.string(), z.union([z.number(), z.string()]))

/** How one roll-up differs from itself, counted anew. */
export const tableReportSchema = z.object({
  table: z.string(),
  differing: z.int().describe('Rows, told apart by their key, that are not the same.'),
  examples: z
    .array(
      z.object({
        key: sums,
        stored: sums.nullable().describe('The sums that differ; null: there is no such row.'),
        recounted: sums.nullable(),
      }),
    )
    .describe('The first few.'),
})
export type TableReport = z.output<typeof tableReportSchema>

export const auditReportSchema = z
  .object({
    build: z.int(),
    checkedAt: z.iso.datetime(),
    differences: z.int(),
    tables: z.array(tableReportSchema),
  })
  .meta({ id: 'AuditReport' })
export type AuditReport = z.output<typeof auditReportSchema>

export const rebuildStatusOutput = z.object({
  build: buildSchema.nullable().describe('The one that runs, else the latest.'),
  audit: auditReportSchema.nullable().describe('The latest report.'),
})
export type RebuildStatus = z.output<typeof rebuildStatusOutput>

export const cancelOutput = z.object({
  cancelled: z.boolean().describe('Whether there was anything to cancel.'),
})
