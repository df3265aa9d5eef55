import { z } from 'zod'
import { accountRef } from '../community/contract.ts'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { text } from '../text.ts'

export const feedItemSchema = z
  .object({
    id: z.int(),
    title: z.string(),
    excerpt: z.string().describe('How the text begins, as it was written (Markdown).'),
    author: accountRef,
    tags: z.array(z.string()),
    likes: z.int(),
    dislikes: z.int(),
    score: z.int().describe('Likes less dislikes.'),
    comments: z.int(),
    createdAt: z.iso.datetime(),
    editedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'FeedItem' })
export type FeedItem = z.output<typeof feedItemSchema>

export const FEED_SORTS = ['new', 'top', 'hot'] as const
export type FeedSort = (typeof FEED_SORTS)[number]

/** What a write to a post answers with. */
export const positionInput = z
  .string()
  .regex(/^[1-9]\d{0,9}\.[1-9]\d{0,9}$/, 'not a position')
  .describe(
    'Position that a write answered with: the list shows that write. Leave it out after a minute.',
  )

export const feedListInput = z
  .object({
    sort: z
      .enum(FEED_SORTS)
      .default('new')
      .describe(
        'top: by score; hot: by score and age. Their pages are of one moment, that of the first page, and can be turned for 15 minutes.',
      ),
    author: rowId.optional().describe('Posts of one account.'),
    tag: text(50).optional().describe('Posts with a tag.'),
    after: positionInput.optional(),
    ...pageInput,
  })
  .refine((input) => input.author === undefined || input.tag === undefined, {
    message: 'author and tag exclude each other',
    path: ['tag'],
  })
export const feedListOutput = pageOf(feedItemSchema)

export const feedMineInput = z.object(pageInput)
export const feedMineOutput = pageOf(feedItemSchema)
