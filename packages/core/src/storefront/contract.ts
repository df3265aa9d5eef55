import { z } from 'zod'
import {
  idOrSlugInput,
  productCardSchema,
  productSchema,
  styleSchema,
} from '../catalog/contract.ts'
import { questionSchema } from '../questions/contract.ts'
import { reviewSchema, reviewSummarySchema } from '../reviews/contract.ts'

export const productPageInput = z.object(idOrSlugInput)

export const productPageOutput = z
  .object({
    product: productSchema,
    redirectedFrom: z
      .string()
      .nullable()
      .describe('The old slug that was asked for: the page has moved to the slug of the product.'),
    defaultStyle: styleSchema
      .nullable()
      .describe('The default style, or the first one; null for what has no styles.'),
    styleCount: z.int(),
    reviews: z.object({
      summary: reviewSummarySchema,
      top: z.array(reviewSchema).describe('The most relevant three.'),
    }),
    questions: z.object({
      count: z.int(),
      top: z.array(questionSchema).describe('The most helpful three, with two answers each.'),
    }),
    related: z.array(productCardSchema).describe('Twelve at most.'),
  })
  .meta({ id: 'ProductPage', description: 'All that the page of a product shows at first.' })
