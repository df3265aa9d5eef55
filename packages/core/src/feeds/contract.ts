import { z } from 'zod'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'
import { postCard, tagName } from '../posts/contract.ts'
import { publicSubject } from '../subjects/contract.ts'

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
    subject: publicSubject.optional().describe('Posts about something.'),
    after: positionInput.optional(),
    ...pageInput,
  })
  .superRefine((input, issues) => {
    const [, second] = (['author', 'tag', 'subject'] as const).filter(
      (name) => input[name] !== undefined,
    )
    if (second === undefined) return
    const message = 'author, tag and subject exclude each other'
    issues.addIssue({ code: 'custom', message, path: [second] })
  })
export const feedListOutput = pageOf(postCard)

export const feedMineInput = z.object(pageInput)
export const feedMineOutput = pageOf(postCard)

export const feedFollowedInput = z.object(pageInput)
export const feedFollowedOutput = pageOf(postCard)
