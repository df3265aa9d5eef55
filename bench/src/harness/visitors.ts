import { sql } from 'kysely'
import type { Sent } from './http.ts'
import { lastTenth } from './last-tenth.ts'
import type { Bench } from './scenario.ts'
import type { Stack } from './stack.ts'

/** People who write to a shop by the Atelier contract. */
export interface Visitors {
  /** What somebody sends next; never the same thing twice. */
  next(): Sent
}

/** They write about the last tenth of the products, and vote on the last tenth of what is there. */
export async function createVisitors(
  bench: Bench,
  { infra }: Pick<Stack, 'infra'>,
  { base, tokens }: { readonly base: string; readonly tokens: readonly string[] },
): Promise<Visitors> {
  const products = await lastTenth(infra, 'product')
  const [reviews, questions, answers] = await Promise.all(
    (['review', 'question', 'answer'] as const).map((table) => lastTenth(infra, table)),
  )
  const characteristics = await characteristicsOf(infra, products)
  bench.say(`${tokens.length} visitors`)
  let turn = 0
  const kinds: readonly ((turn: number) => Omit<Sent, 'headers'>)[] = [
    (n) => reviewOf(base, pick(products, n), characteristics.get(pick(products, n)) ?? []),
    (n) => vote(base, 'reviews', pick(reviews, n)),
    (n) => ({
      ...{ method: 'POST', url: `${base}/qa/questions` },
      json: {
        ...person(n),
        body: `Is there a pocket for ${n} coins?`,
        product_id: pick(products, n),
      },
    }),
    (n) => vote(base, 'qa/questions', pick(questions, n)),
    (n) => ({
      ...{ method: 'POST', url: `${base}/qa/questions/${pick(questions, n)}/answers` },
      json: { ...person(n), body: `There is, for ${n} of them.`, photos: [] },
    }),
    (n) => vote(base, 'qa/answers', pick(answers, n)),
  ]
  return {
    next() {
      const kind = kinds[turn % kinds.length]
      // Everything moves on by one product or text a round, and by one visitor when all had their turn.
      const round = Math.floor(turn / kinds.length)
      const token = tokens[(round + Math.floor(round / products.length)) % tokens.length] ?? ''
      turn += 1
      if (kind === undefined) throw new Error('nobody writes')
      return { ...kind(round), headers: { 'x-guest-token': token } }
    },
  }
}

function pick(ids: readonly number[] = [], n: number): number {
  return ids[n % ids.length] ?? 0
}

function person(n: number) {
  return { name: `visitor ${n}`, email: 'visitor@example.com' }
}

function vote(base: string, what: string, id: number): Omit<Sent, 'headers'> {
  return { method: 'PUT', url: `${base}/${what}/${id}/helpful` }
}

function reviewOf(
  base: string,
  productId: number,
  characteristics: readonly number[],
): Omit<Sent, 'headers'> {
  const json = {
    ...{ product_id: productId, rating: 4, summary: 'Fits', recommend: true },
    body: 'I wear it every day, and it still looks like new after thirty washes.',
    ...{ name: 'visitor', email: 'visitor@example.com', photos: [] },
    characteristics: Object.fromEntries(characteristics.map((id) => [id, 4])),
  }
  return { method: 'POST', url: `${base}/reviews`, json }
}

async function characteristicsOf(
  { db }: Stack['infra'],
  products: readonly number[],
): Promise<ReadonlyMap<number, readonly number[]>> {
  const { rows } = await sql<{ product_id: number; ids: number[] }>`
    select product_id, array_agg(id order by id) as ids from characteristic
    where product_id = any(${products}::integer[]) group by product_id
  `.execute(db)
  return new Map(rows.map(({ product_id, ids }) => [product_id, ids]))
}
