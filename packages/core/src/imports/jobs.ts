import { z } from 'zod'
import { defineJob } from '../jobs/define-job.ts'
import { IMPORT_STATES, runImportInput } from './contract.ts'

/** Works on an import that was asked for. Its progress stands in the run; so does how it ended. */
export const importJob = defineJob({
  name: 'catalog.import',
  queue: 'bulk',
  input: runImportInput,
  result: z.object({ state: z.enum(IMPORT_STATES), rowsRead: z.int() }),
  // Waits for another import of the same dataset for an hour or more.
  attempts: 10,
  backoffMs: 5_000,
  timeoutMs: 900_000,
  coalesceKey: ({ runId }) => `catalog.import:${runId}`,
  sandboxed: true,
})
