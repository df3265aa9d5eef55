import {
  addWord,
  listWords,
  moderate,
  moderationContract,
  moderationLog,
  moderationQueue,
  removeWord,
  undoModeration,
} from '@loadout/core/moderation'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'
import { sanctionProcedures } from './sanctions.ts'

const MODERATOR = {
  auth: 'moderation:write',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>
const TEXT_NOT_FOUND = [
  'REVIEW_NOT_FOUND',
  'QUESTION_NOT_FOUND',
  'ANSWER_NOT_FOUND',
  'POST_NOT_FOUND',
  'COMMENT_NOT_FOUND',
] as const

export const moderationRouter = {
  queue: procedure
    .meta({
      rest: 'GET /moderation/queue',
      ...MODERATOR,
      rate: 'read',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: {
        summary: 'What waits for a moderator, with its text and why it was reported.',
        example: { kind: 'review' },
      },
    })
    .input(moderationContract.moderationQueueInput.prefault({}))
    .output(moderationContract.moderationQueueOutput)
    .query(({ ctx, input }) => moderationQueue(ctx, input)),

  act: procedure
    .meta({
      rest: 'POST /moderation/actions',
      ...MODERATOR,
      rate: 'write',
      errors: ['FORBIDDEN', 'CONFLICT', ...TEXT_NOT_FOUND],
      docs: {
        summary: 'Holds, hides, restores or deletes a text and closes its case.',
        example: { subject: { kind: 'review', id: 1 }, action: 'hide', reason: 'Advertising' },
      },
    })
    .input(moderationContract.moderateInput)
    .output(moderationContract.moderateOutput)
    .mutation(({ ctx, input }) => moderate(ctx, input)),

  undo: procedure
    .meta({
      rest: 'POST /moderation/actions/{actionId}/undo',
      ...MODERATOR,
      rate: 'write',
      errors: ['FORBIDDEN', 'ACTION_NOT_FOUND', 'CONFLICT', ...TEXT_NOT_FOUND],
      docs: { summary: 'Takes the latest action on a text back.', example: { actionId: 1 } },
    })
    .input(moderationContract.undoInput)
    .output(moderationContract.undoOutput)
    .mutation(({ ctx, input }) => undoModeration(ctx, input)),

  log: procedure
    .meta({
      rest: 'GET /moderation/log',
      ...MODERATOR,
      rate: 'read',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'What was done to one text or to all, latest first.', example: {} },
    })
    .input(moderationContract.moderationLogInput.prefault({}))
    .output(moderationContract.moderationLogOutput)
    .query(({ ctx, input }) => moderationLog(ctx, input)),

  words: procedure
    .meta({
      rest: 'GET /moderation/words',
      ...MODERATOR,
      rate: 'read',
      errors: ['FORBIDDEN', 'BAD_CURSOR'],
      docs: { summary: 'The words whose texts wait for a moderator.', example: {} },
    })
    .input(moderationContract.wordListInput.prefault({}))
    .output(moderationContract.wordListOutput)
    .query(({ ctx, input }) => listWords(ctx, input)),

  addWord: procedure
    .meta({
      rest: 'PUT /moderation/words/{word}',
      ...MODERATOR,
      rate: 'write',
      errors: ['FORBIDDEN'],
      docs: { summary: 'Has texts with this word wait from now on.', example: { word: 'casino' } },
    })
    .input(moderationContract.wordInput)
    .output(moderationContract.wordOutput)
    .mutation(({ ctx, input }) => addWord(ctx, input)),

  removeWord: procedure
    .meta({
      rest: 'DELETE /moderation/words/{word}',
      ...MODERATOR,
      rate: 'write',
      errors: ['FORBIDDEN'],
      docs: { summary: 'Takes a word off the list again.', example: { word: 'casino' } },
    })
    .input(moderationContract.wordInput)
    .output(moderationContract.wordOutput)
    .mutation(({ ctx, input }) => removeWord(ctx, input)),

  ...sanctionProcedures,
} satisfies TRPCRouterRecord
