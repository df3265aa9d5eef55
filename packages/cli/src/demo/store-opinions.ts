import type { Loadout } from '@loadout/client'
import type { StoreAnswer, StorePage, StoreQuestion, StoreReview } from '@loadout/simulator/store'
import { inTurns } from './in-turns.ts'

/** Who writes. */
export interface Writers {
  /** With a key. */
  readonly shop: Loadout
  readonly guests: readonly Loadout[]
}

/** A product that is there. */
export interface Reviewed {
  readonly page: StorePage
  readonly id: number
}

/** A small machine that has just been started answers so many at once without a queue. */
const AT_ONCE = 4

/** Writes the reviews, questions and answers of these products. */
export async function storeOpinions(
  writers: Writers,
  products: readonly Reviewed[],
): Promise<void> {
  await askAboutCharacteristics(writers, products)
  const writes = products.flatMap(({ page, id }, index) => {
    const reviews = page.reviews().slice(0, writers.guests.length)
    return [
      ...reviews.map((review, nth) => () => writeReview(writers, { id, review, by: index + nth })),
      ...page.questions().map((question, nth) => () => {
        return ask(writers, { id, question, by: index + nth })
      }),
    ]
  })
  await inTurns(AT_ONCE, writes, (write) => write())
}

async function askAboutCharacteristics(
  { shop }: Writers,
  products: readonly Reviewed[],
): Promise<void> {
  const categories = new Map(
    products.flatMap(({ page: { document, characteristics } }) =>
      document.category && characteristics.length > 0
        ? [[document.category, characteristics] as const]
        : [],
    ),
  )
  for (const [category, names] of categories) {
    await shop.reviews.setCharacteristics.mutate({ category, names: [...names] })
  }
}

async function writeReview(
  writers: Writers,
  { id, review, by }: { readonly id: number; readonly review: StoreReview; readonly by: number },
): Promise<void> {
  const { rating, recommend, summary, body, author, photos, characteristics, response } = review
  const created = await guestOf(writers, by).reviews.create.mutate({
    ...{ productId: id, rating, recommend, summary, body },
    photos: [...photos],
    characteristics: [...characteristics],
    author: { name: author },
  })
  if (response === null) return
  await writers.shop.reviews.respond.mutate({ reviewId: created.id, body: response })
}

async function ask(
  writers: Writers,
  {
    id,
    question,
    by,
  }: { readonly id: number; readonly question: StoreQuestion; readonly by: number },
): Promise<void> {
  const { body, author, answers } = question
  const asker = guestOf(writers, by)
  const asked = await asker.questions.ask.mutate({ productId: id, body, author: { name: author } })
  for (const [nth, answer] of answers.entries()) {
    const answerId = await writeAnswer(writers, {
      ...{ questionId: asked.id, answer, by: by + nth + 1 },
    })
    if (answer.accepted) await asker.questions.accept.mutate({ answerId })
  }
}

async function writeAnswer(
  writers: Writers,
  of: { readonly questionId: number; readonly answer: StoreAnswer; readonly by: number },
): Promise<number> {
  const { body, author, badge } = of.answer
  const said = { questionId: of.questionId, body }
  const { id } = await (badge === null
    ? guestOf(writers, of.by).questions.answer.mutate({ ...said, author: { name: author } })
    : writers.shop.questions.answerAsStaff.mutate({ ...said, author, badge }))
  return id
}

/** Guests take turns; a number is always the same guest. */
function guestOf({ guests }: Writers, by: number): Loadout {
  const guest = guests[by % guests.length]
  if (guest === undefined) throw new Error('nobody is there to write')
  return guest
}
