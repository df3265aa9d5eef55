import type { Ctx } from '@loadout/core'
import {
  answerAsStaff,
  answerQuestion,
  askQuestion,
  questionsContract as contract,
  listQuestions,
} from '@loadout/core/questions'

const author = { name: 'Kim' }

/** What a visitor asks; the id of the question. */
export async function ask(ctx: Ctx, productId: number, body: string): Promise<number> {
  return (await askQuestion(ctx, contract.askInput.parse({ productId, body, author }))).id
}

/** What a visitor answers; the id of the answer. */
export async function answer(
  ctx: Ctx,
  questionId: number,
  body: string,
  photos: readonly string[] = [],
): Promise<number> {
  const input = contract.answerInput.parse({ questionId, body, author, photos })
  return (await answerQuestion(ctx, input)).id
}

/** What the shop or the studio answers, called with rights; the id of the answer. */
export async function staffAnswer(
  ctx: Ctx,
  questionId: number,
  body: string,
  badge: (typeof contract.BADGES)[number] = 'developer',
): Promise<number> {
  const input = contract.staffAnswerInput.parse({ questionId, body, author: 'Nine', badge })
  return (await answerAsStaff(ctx, input)).id
}

/** `questions.list` with its defaults. */
export const list = (ctx: Ctx, input: object) =>
  listQuestions(ctx, contract.questionListInput.parse(input))

export const bodies = (items: readonly { readonly body: string }[]) => items.map(({ body }) => body)

/** The counters that writing moves, as they stand. */
export async function counters({ db }: Pick<Ctx, 'db'>, productId: number) {
  const summary = await db
    .selectFrom('product_summary')
    .select(['questions', 'version'])
    .where('product_id', '=', productId)
    .executeTakeFirst()
  const questions = await db
    .selectFrom('question')
    .select(['id', 'answers', 'helpful', 'status'])
    .where('product_id', '=', productId)
    .orderBy('id')
    .execute()
  return { summary: summary ?? { questions: 0, version: 0 }, questions }
}
