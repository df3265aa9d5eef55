import { z } from 'zod'
import {
  accountRef,
  heldFor,
  publishedState,
  reportFields,
  STATUS,
  type Status,
  voteValue,
} from '../community/contract.ts'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { subjectRef, typedSubject } from '../subjects/contract.ts'
import { text } from '../text.ts'

/** Levels of a thread: to what stands on the last one nobody answers. */
export const MAX_DEPTH = 8

/** Replies that a list brings along with each comment, at most. */
export const MAX_NESTED = 5

export const commentBody = text(4_000)

export const commentSchema = z
  .object({
    id: z.int(),
    parentId: z.int().nullable().describe('What it answers. Null: the subject itself.'),
    depth: z.int().describe(`1: directly under the subject; ${MAX_DEPTH} is the last level.`),
    body: z.string().nullable().describe('As it was written; null if `deleted`.'),
    author: accountRef.nullable().describe('Null if `deleted`, or when the account is gone.'),
    deleted: z
      .boolean()
      .describe(
        'Its author took it back, or a moderator keeps it from view: it only holds its replies together.',
      ),
    likes: z.int(),
    dislikes: z.int(),
    score: z.int().describe('Likes less dislikes.'),
    myVote: voteValue.nullable().describe('Null: nobody is signed in.'),
    replies: z.int().describe('How many there are, one level down.'),
    createdAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Comment' })
export type Comment = z.output<typeof commentSchema>

const listedComment = commentSchema
  .extend({ firstReplies: z.array(commentSchema).describe('In the order of the list.') })
  .meta({ id: 'ListedComment' })
export type ListedComment = z.output<typeof listedComment>

export const COMMENT_SORTS = ['new', 'old', 'top'] as const
export type CommentSort = (typeof COMMENT_SORTS)[number]

export const commentListInput = z.object({
  subject: typedSubject,
  parentId: rowId
    .optional()
    .describe('The replies to this comment; left out: what begins threads.'),
  sort: z
    .enum(COMMENT_SORTS)
    .default('new')
    .describe(
      'top: by score, the newer first among equals; who is voted past a cursor meanwhile may be listed twice or not at all.',
    ),
  withReplies: z
    .int()
    .min(0)
    .max(MAX_NESTED)
    .default(0)
    .describe('How many replies each comment brings along.'),
  ...pageInput,
})
export const commentListOutput = pageOf(listedComment)
  .extend({ total: z.int().describe('Visible comments on the subject, of every depth.') })
  .describe('With long texts a page may be short and still have a cursor.')

export const getCommentInput = z.object({ commentId: rowId })
export const getCommentOutput = z.object({
  comment: commentSchema,
  subject: subjectRef,
  ancestors: z
    .array(commentSchema)
    .describe('From the beginning of the thread to what it answers.'),
})

/** The status that an author is told: `shadowed` is none. */
const shownStatus = z.enum(
  Object.keys(STATUS).filter((status) => status !== 'shadowed') as [
    Exclude<Status, 'shadowed'>,
    ...Exclude<Status, 'shadowed'>[],
  ],
)

export const commentsByAuthorInput = z.object({ accountId: rowId, ...pageInput })
export const commentsByAuthorOutput = pageOf(
  commentSchema
    .extend({ subject: subjectRef, status: shownStatus })
    .meta({ id: 'AuthoredComment' }),
).describe(
  'Latest first; your own also while they are held or hidden. A page may be short, even empty, and still have a cursor.',
)

export const createCommentInput = z.object({
  subject: typedSubject,
  parentId: rowId.optional().describe('The comment that it answers, under the same subject.'),
  body: commentBody,
})
export const createCommentOutput = z.object({ id: z.int(), status: publishedState, heldFor })

export const editCommentInput = z.object({ commentId: rowId, body: commentBody })
export const editCommentOutput = z.object({
  id: z.int(),
  revision: z.int(),
  status: shownStatus,
  heldFor,
})

export const removeCommentInput = z.object({ commentId: rowId })
export const removeCommentOutput = z.object({ removed: z.literal(true) })

export const commentRevisionsInput = z.object({ commentId: rowId, ...pageInput })
export const commentRevisionsOutput = pageOf(
  z
    .object({ revision: z.int(), body: z.string(), replacedAt: z.iso.datetime() })
    .meta({ id: 'CommentRevision' }),
).describe('Latest first. With long texts a page may be short and still have a cursor.')

export const reportCommentInput = z.object({ commentId: rowId, ...reportFields })

export const voteCommentInput = z.object({
  commentId: rowId,
  value: voteValue.describe(
    '1: like, -1: dislike, 0 takes it back. Setting the same value again changes nothing.',
  ),
})
export const voteCommentOutput = z.object({
  likes: z.int(),
  dislikes: z.int(),
  score: z.int(),
  myVote: voteValue,
})
