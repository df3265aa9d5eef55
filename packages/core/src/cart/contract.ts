import { z } from 'zod'
import { moneySchema, priceSchema, productCardSchema } from '../catalog/contract.ts'
import { rowId } from '../ids.ts'
import { pageInput, pageOf } from '../pagination.ts'

/** Lines of one cart, and units of one line, at most. */
export const MAX_LINES = 200
export const MAX_QUANTITY = 999
/** Products on a wishlist; one into which another was merged may hold more. */
export const MAX_WISHES = 1_000

const line = {
  productId: rowId,
  skuId: rowId
    .optional()
    .describe('Which size of which style. A product that has them needs one, another takes none.'),
}
const quantity = z.int().min(1).max(MAX_QUANTITY)

/** ready: can be bought as it is; the others say what is in the way. */
export const LINE_STATES = ['ready', 'short', 'incomplete', 'gone'] as const

export const cartLineSchema = z
  .object({
    product: productCardSchema,
    sku: z
      .object({
        id: z.int(),
        size: z.string().nullable(),
        style: z.object({ id: z.int(), name: z.string() }),
      })
      .nullable(),
    quantity: z.int(),
    price: priceSchema.nullable().describe('Of one unit, now; null: it has no price.'),
    total: z.int().nullable().describe('Of the line, in minor units of its price.'),
    available: z.int().nullable().describe('How many there are; null: not counted.'),
    state: z
      .enum(LINE_STATES)
      .describe(
        'short: fewer are left than are in the cart; incomplete: a size has to be chosen; gone: the product is not sold any more.',
      ),
    addedAt: z.iso.datetime(),
  })
  .meta({ id: 'CartLine' })

export const cartSchema = z
  .object({
    lines: z.array(cartLineSchema).describe('In the order in which they were added.'),
    units: z.int().describe('Units of all lines.'),
    subtotals: z
      .array(moneySchema)
      .describe('By currency, of all lines that have a price and are not gone.'),
  })
  .meta({ id: 'Cart' })
export type Cart = z.output<typeof cartSchema>

export const cartAddInput = z.object({
  ...line,
  quantity: quantity.default(1).describe('Added to what the line holds.'),
})
export const cartSetInput = z.object({
  ...line,
  quantity: quantity.describe('What the line holds afterwards.'),
})
export const cartRemoveInput = z.object(line)

export const cartMergeInput = z.object({
  guestToken: z
    .string()
    .min(1)
    .max(200)
    .describe('Of the guest whose cart and wishlist move here.'),
})
export const cartMergeOutput = z.object({
  cart: cartSchema,
  leftOut: z.int().describe('Lines that found no room: a cart is never larger than allowed.'),
})

export const wishlistInput = z.object(pageInput)
export const wishlistOutput = pageOf(
  z.object({ product: productCardSchema, addedAt: z.iso.datetime() }).meta({ id: 'WishlistItem' }),
)

export const wishInput = z.object({ productId: rowId })
export const wishOutput = z.object({ productId: z.int(), wished: z.boolean() })

export const wishlistHasInput = z.object({ productIds: z.array(rowId).min(1).max(100) })
export const wishlistHasOutput = z.object({
  productIds: z.array(z.int()).describe('Those of the products that are on the wishlist.'),
})
