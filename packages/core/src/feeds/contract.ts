import { z } from 'zod'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { postCard, tagName } from '../posts/contract.ts'

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
    tag: tagName.optional().describe('Posts with a tag.'),
    after: positionInput.optional(),
    ...pageInput,
  })
  .refine((input) => input.author === undefined || input.tag === undefined, {
    message: 'author and tag exclude each other',
    path: ['tag'],
  })
export const feedListOutput = pageOf(postCard)

export const feedMineInput = z.object(pageInput)
export const feedMineOutput = pageOf(postCard)
