import { z } from 'zod'
import {
  accountRef,
  heldFor,
  publishedState,
  reactionCounts,
  reportFields,
  STATUS,
  type Status,
  voteValue,
} from '../community/contract.ts'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { publicSubject, subjectRef } from '../subjects/contract.ts'
import { line, text } from '../text.ts'

/** Tags of one post, at most. */
export const MAX_TAGS = 10

/** Characters of a post that a list shows. */
export const EXCERPT = 280

export const postTitle = line(200)
export const postContent = text(20_000)

export const tagName = z
  .string()
  .max(60)
  .transform((tag) => tag.trim().toLowerCase())
  .pipe(
    z
      .string()
      .max(30)
      .regex(
        /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
        'must be letters, digits and hyphens between them',
      ),
  )

const tags = z
  .array(tagName)
  .max(MAX_TAGS)
  .transform((names) => [...new Set(names)])
  .describe('Upper case becomes lower case; what is there twice counts once.')

/** The status that a viewer is told: `shadowed` is none. */
const shownStatus = z.enum(
  Object.keys(STATUS).filter((status) => status !== 'shadowed') as [
    Exclude<Status, 'shadowed'>,
    ...Exclude<Status, 'shadowed'>[],
  ],
)

const cardFields = {
  id: z.int(),
  title: z.string(),
  tags: z.array(z.string()).describe('In the order of the alphabet.'),
  author: accountRef,
  subject: subjectRef.nullable().describe('What it is about.'),
  likes: z.int(),
  dislikes: z.int(),
  score: z.int().describe('Likes less dislikes.'),
  comments: z.int().describe('Visible ones, of every depth.'),
  createdAt: z.iso.datetime(),
  editedAt: z.iso.datetime().nullable(),
}

/** A post as lists show it. */
export const postCard = z
  .object({
    ...cardFields,
    excerpt: z.string().describe(`The first ${EXCERPT} characters, Markdown as it was written.`),
  })
  .meta({ id: 'PostCard' })
export type PostCard = z.output<typeof postCard>

export const postSchema = z
  .object({
    ...cardFields,
    content: z.string().describe('Markdown, as it was written.'),
    contentHtml: z.string().describe('Safe to show as it is: HTML in the Markdown is text.'),
    revision: z.int(),
    status: z
      .enum(['visible', 'held', 'hidden', 'deleted', 'shadowed'])
      .describe('`visible`, except to its author and to moderators; `shadowed` to these alone.'),
    reactions: reactionCounts,
    mine: z
      .object({ vote: voteValue, reactions: z.array(z.string()) })
      .describe('What the caller thinks of it.'),
  })
  .meta({ id: 'Post' })
export type Post = z.output<typeof postSchema>

export const getPostInput = z.object({ postId: rowId })

export const postsByAuthorInput = z.object({ accountId: rowId, ...pageInput })
export const postsByAuthorOutput = pageOf(
  postCard.extend({ status: shownStatus }).meta({ id: 'AuthoredPostCard' }),
).describe('Latest first; your own also while they are held or hidden.')

export const createPostInput = z.object({
  title: postTitle,
  content: postContent.describe('Markdown.'),
  tags: tags.default([]),
  subject: publicSubject.optional().describe('What it is about, for good.'),
})
/** Where a list stands once it shows what was written. */
const position = z
  .string()
  .nullable()
  .describe('For `feed.list({ after })`, which then shows this. Null: nothing has changed.')

export const createPostOutput = z.object({
  id: z.int(),
  status: publishedState,
  heldFor,
  position,
})

export const editPostInput = z
  .object({
    postId: rowId,
    title: postTitle.optional(),
    content: postContent.optional(),
    tags: tags.optional(),
    expectedRevision: z
      .int()
      .min(1)
      .optional()
      .describe('CONFLICT if the post has been edited since it had this one.'),
  })
  .refine(({ title, content, tags: names }) => (title ?? content ?? names) !== undefined, {
    error: 'must change the title, the content or the tags',
  })
export const editPostOutput = z.object({
  id: z.int(),
  revision: z.int(),
  status: shownStatus,
  heldFor,
  position,
})

export const removePostInput = z.object({ postId: rowId })
export const removePostOutput = z.object({ removed: z.literal(true), position })

export const postRevisionsInput = z.object({ postId: rowId, ...pageInput })
export const postRevisionsOutput = pageOf(
  z
    .object({
      revision: z.int(),
      title: z.string(),
      content: z.string(),
      tags: z.array(z.string()),
      replacedAt: z.iso.datetime(),
    })
    .meta({ id: 'PostRevision' }),
).describe('Latest first. With long texts a page may be short and still have a cursor.')

export const reportPostInput = z.object({ postId: rowId, ...reportFields })
