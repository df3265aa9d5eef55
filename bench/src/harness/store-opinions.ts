import type { Infra } from '@loadout/infra'
import type { StorePage } from '@loadout/simulator/store'

type Db = Infra['db']

interface Product {
  readonly page: StorePage
  readonly id: number
}

/** A statement takes 65,535 parameters at most. */
const ROWS = 2_000

/**
 * Writes reviews, questions and answers as an import would: with their dates and votes, and without counting
 * anything.
 */
export async function storeOpinions(db: Db, products: readonly Product[]): Promise<void> {
  await storeReviews(db, products)
  const questions = products.flatMap(({ page, id }) => {
    return page.questions().map((question) => ({ question, productId: id }))
  })
  for (const slice of slices(questions)) {
    const ids = await db
      .insertInto('question')
      .values(
        slice.map(({ question, productId }) => ({
          ...{ product_id: productId, body: question.body, author_name: question.author },
          ...{ helpful: question.helpful, imported_helpful: question.helpful },
          created_at: new Date(question.createdAt),
        })),
      )
      .returning('id')
      .execute()
    await storeAnswers(
      db,
      slice.map(({ question }, index) => ({ question, id: ids[index]?.id ?? 0 })),
    )
  }
}

async function storeReviews(db: Db, products: readonly Product[]): Promise<void> {
  const rows = products.flatMap(({ page, id }) =>
    page.reviews().map((review) => ({
      ...{ product_id: id, rating: review.rating, recommend: review.recommend },
      ...{ verified: review.verified, playtime_minutes: review.playtimeMinutes },
      // Votes are counted anew from those of people here and those that came with an import.
      ...{ helpful: review.helpful, imported_helpful: review.helpful },
      ...{ created_at: new Date(review.createdAt), summary: review.summary, body: review.body },
      ...{ author_name: review.author, response: review.response },
    })),
  )
  for (const slice of slices(rows)) await db.insertInto('review').values(slice).execute()
}

async function storeAnswers(
  db: Db,
  questions: readonly {
    readonly id: number
    readonly question: ReturnType<StorePage['questions']>[number]
  }[],
): Promise<void> {
  const rows = questions.flatMap(({ question, id }) =>
    question.answers.map((answer) => ({
      ...{ question_id: id, body: answer.body, author_name: answer.author, badge: answer.badge },
      ...{ accepted: answer.accepted, helpful: answer.helpful, imported_helpful: answer.helpful },
      created_at: new Date(answer.createdAt),
    })),
  )
  for (const slice of slices(rows)) await db.insertInto('answer').values(slice).execute()
}

function* slices<Row>(rows: readonly Row[]): Generator<readonly Row[]> {
  for (let from = 0; from < rows.length; from += ROWS) yield rows.slice(from, from + ROWS)
}
