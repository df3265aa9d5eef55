import { accountOf } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { Cart } from './contract.ts'
import { selectCart } from './read-queries.ts'

const EMPTY: Cart = { lines: [], units: 0, subtotals: [] }

/** The caller's cart with prices and stock as they are now, in one statement; that of nobody is empty. */
export async function getCart(ctx: Ctx): Promise<Cart> {
  const accountId = accountOf(ctx.actor)
  return accountId === null ? EMPTY : cartOf(ctx, accountId)
}

export async function cartOf({ db }: Pick<Ctx, 'db'>, accountId: number): Promise<Cart> {
  const [cart = EMPTY] = await selectCart(db, accountId)
  return cart
}
