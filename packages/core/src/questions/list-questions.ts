import { z } from 'zod'
import { requireProduct } from '../catalog/index.ts'
import type { Ctx } from '../context.ts'
import { decodeCursor, encodeCursor, MAX_INT4 } from '../pagination.ts'
import type { QuestionSort, questionListInput, questionListOutput } from './contract.ts'
import {
  type ListPosition,
  questionsBehind,
  questionsWith,
  type SearchBounds,
} from './list-queries.ts'

/** What is searched for one page, at most. */
const BOUNDS: SearchBounds = { questions: 2_000, texts: 4_000, answers: 500 }

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
 * Questions of a product by keyset cursor, each with its first answers; one statement. A page of
 * long texts may be short and still have a cursor; with a text to find, it may be empty too. Throws PRODUCT_NOT_FOUND and BAD_CURSOR.
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
      ? await questionsBehind(ctx.db, input.sort, page)
      : await questionsWith(ctx.db, input.sort, { ...page, text: input.text, bounds: BOUNDS })
  if (items.length === 0) await requireProduct(ctx.db, input.productId)
  return { items, nextCursor: end && encodeCursor(filters, [end.place, end.id]) }
}

function positionOf(cursor: string, filters: object, sort: QuestionSort): ListPosition {
  const [place, id] = decodeCursor(cursor, filters, cursorKeys[sort])
  return { place, id }
}
