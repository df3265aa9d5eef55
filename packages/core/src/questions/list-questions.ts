import { z } from 'zod'
import { requireProduct } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import { cutPage, decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { QuestionSort, questionListInput, questionListOutput } from './contract.ts'
import {
  type ListPosition,
  type QuestionPage,
  questionsBehind,
  questionsWith,
} from './list-queries.ts'

/** Questions that are searched for one page, at most: a rare text gives short pages. */
const STRETCH = 2_000

/** Before the first row of each list. */
const BEGINNING = {
  helpful: { place: MAX_INT4, id: MAX_INT4 },
  newest: { place: Number.MAX_SAFE_INTEGER, id: MAX_INT4 },
} as const satisfies Record<QuestionSort, ListPosition>

const id = z.int().positive().max(MAX_INT4)
const cursorKeys = {
  helpful: z.tuple([z.int().min(0).max(MAX_INT4), id]),
  newest: z.tuple([z.int(), id]),
} as const satisfies Record<QuestionSort, z.ZodType>

/**
 * Questions of a product by keyset cursor, each with its first answers; one statement. With a text, a page
 * may be short or empty and still have a cursor. Throws PRODUCT_NOT_FOUND and BAD_CURSOR.
 */
export async function listQuestions(
  ctx: Ctx,
  input: z.output<typeof questionListInput>,
): Promise<z.output<typeof questionListOutput>> {
  const { limit, cursor, answers, ...filters } = input
  const after =
    cursor === undefined ? BEGINNING[input.sort] : positionOf(cursor, filters, input.sort)
  const page = { productId: input.productId, after, limit, answers }
  const { items, end } =
    input.text === undefined
      ? await plainPage(ctx, input.sort, page)
      : await searchedPage(ctx, input.sort, { ...page, text: input.text })
  if (items.length === 0) await requireProduct(ctx.db, input.productId)
  return { items, nextCursor: end && encodeCursor(filters, [end.place, end.id]) }
}

function positionOf(cursor: string, filters: object, sort: QuestionSort): ListPosition {
  const [place, id] = decodeCursor(cursor, filters, cursorKeys[sort])
  return { place, id }
}

async function plainPage({ db }: Ctx, sort: QuestionSort, page: QuestionPage) {
  // One row more tells whether there is a next page.
  const rows = await questionsBehind(db, sort, { ...page, limit: page.limit + 1 })
  const { kept, last } = cutPage(rows, page.limit)
  return {
    items: kept.map(({ item }) => item),
    end: last && { place: last.place, id: last.item.id },
  }
}

async function searchedPage(
  { db }: Ctx,
  sort: QuestionSort,
  page: QuestionPage & { readonly text: string },
) {
  const found = await questionsWith(db, sort, { ...page, stretch: STRETCH })
  const last = found.items.length === page.limit ? found.items.at(-1) : undefined
  return {
    items: found.items.map(({ item }) => item),
    end: last ? { place: last.place, id: last.item.id } : found.end,
  }
}
