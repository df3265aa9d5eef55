import { z } from 'zod'
import { interactInput } from '../catalog/interactions/contract.ts'
import { rowId } from '../ids.ts'
import { answerInput, askInput } from '../questions/contract.ts'
import { createReviewInput } from '../reviews/contract.ts'

/**
 * What front ends of the Atelier send. Queries are forgiven everything that can be read in some way; what is
 * to be stored is not.
 */

export const ATELIER_SORTS = ['newest', 'helpful', 'relevant'] as const
export type AtelierSort = (typeof ATELIER_SORTS)[number]

/** A page by number, from 1. */
export interface AtelierPage {
  readonly page: number
  readonly count: number
}

/** How many items come before it. */
export const offsetOf = ({ page, count }: AtelierPage) => (page - 1) * count

/** An id as a number or, as many of the answers give it, as text. */
const looseId = z
  .union([
    z.int(),
    z
      .string()
      .regex(/^\d{1,10}$/)
      .transform(Number),
  ])
  .pipe(rowId)

/** What is not text is refused, not mended: what is stored is what was sent. */
const wellFormed = z
  .string()
  .refine((value) => value.isWellFormed() && !value.includes('\0'), 'must be text')

/** What people read. Markup that runs is refused, for the sake of front ends that forget to escape it. */
const plainText = wellFormed.refine(
  (value) => !/<\/?script\b/i.test(value),
  'must not hold scripts',
)

const author = { name: plainText, email: plainText }

/** `{"14": 5}`: an id of a characteristic and its value. */
const characteristics = z
  .record(z.string().regex(/^\d{1,10}$/), z.int())
  .transform((values) => Object.entries(values).map(([id, value]) => ({ id: Number(id), value })))

export const reviewBody = z
  .object({
    product_id: looseId,
    rating: z.int(),
    summary: plainText.default(''),
    body: plainText,
    recommend: z.boolean(),
    ...author,
    photos: z.array(z.string()).default([]),
    characteristics: characteristics.default([]),
  })
  .transform(
    ({ product_id: productId, name, email, ...rest }): z.input<typeof createReviewInput> => ({
      ...rest,
      productId,
      author: { name, email },
    }),
  )
  .pipe(createReviewInput)

export const questionBody = z
  .object({ product_id: looseId, body: plainText, ...author })
  .transform(
    ({ product_id: productId, body, name, email }): z.input<typeof askInput> => ({
      productId,
      body,
      author: { name, email },
    }),
  )
  .pipe(askInput)

const answerFields = answerInput.omit({ questionId: true })

export const answerBody = z
  .object({ body: plainText, ...author, photos: z.array(z.string()).default([]) })
  .transform(
    ({ name, email, ...rest }): z.input<typeof answerFields> => ({
      ...rest,
      author: { name, email },
    }),
  )
  .pipe(answerFields)

export const cartBody = z.object({ sku_id: looseId }).transform(({ sku_id: skuId }) => ({ skuId }))

export const interactionBody = z
  .object({ element: wellFormed, widget: wellFormed, time: wellFormed })
  .pipe(interactInput.omit({ productId: true }))
