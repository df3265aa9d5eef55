import {
  getImport,
  importsContract,
  listImports,
  listRejects,
  startImport,
} from '@loadout/core/imports'
import type { TRPCRouterRecord } from '@trpc/server'
import { procedure } from '../trpc.ts'

export const importsRouter = {
  start: procedure
    .meta({
      rest: 'POST /imports',
      auth: 'imports:write',
      rate: 'write',
      cache: 'private',
      errors: ['FORBIDDEN', 'NOT_FOUND'],
      docs: {
        summary: 'Imports a file that was sent to POST /imports/:name, or goes on with it.',
        example: { file: 'reviews.csv', kind: 'reviews', dryRun: true },
      },
    })
    .input(importsContract.startImportInput)
    .output(importsContract.startImportOutput)
    .mutation(({ ctx, input }) => startImport(ctx, input)),

  get: procedure
    .meta({
      rest: 'GET /imports/{id}',
      auth: 'imports:write',
      rate: 'read',
      cache: 'private',
      errors: ['FORBIDDEN', 'IMPORT_NOT_FOUND'],
      docs: { summary: 'How far an import is, and what became of its rows.', example: { id: 1 } },
    })
    .input(importsContract.importRunInput)
    .output(importsContract.importRunSchema)
    .query(({ ctx, input }) => getImport(ctx, input)),

  list: procedure
    .meta({
      rest: 'GET /imports',
      auth: 'imports:write',
      rate: 'read',
      cache: 'private',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'Imports, the latest first.', example: { state: 'done', limit: 10 } },
    })
    .input(importsContract.listImportsInput.prefault({}))
    .output(importsContract.listImportsOutput)
    .query(({ ctx, input }) => listImports(ctx, input)),

  rejects: procedure
    .meta({
      rest: 'GET /imports/{id}/rejects',
      auth: 'imports:write',
      rate: 'read',
      cache: 'private',
      errors: ['FORBIDDEN', 'BAD_CURSOR', 'IMPORT_NOT_FOUND'],
      docs: {
        summary:
          'The rows of an import that were not taken, and why. All: /imports/:id/rejects.csv.',
        example: { id: 1, code: 'BROKEN_QUOTES' },
      },
    })
    .input(importsContract.listRejectsInput)
    .output(importsContract.listRejectsOutput)
    .query(({ ctx, input }) => listRejects(ctx, input)),
} satisfies TRPCRouterRecord
