import { atelierContract, readCart } from '@loadout/core/atelier'
import { addSkuToCart } from '@loadout/core/cart'
import type { Kit } from '../kit.ts'
import { cartOwner } from './cart-owner.ts'
import { type Endpoint, endpoint } from './endpoint.ts'
import { jsonResponse } from './json-response.ts'
import { post } from './post-routes.ts'
import { readBody } from './read-body.ts'

/** The cart: one unit a call goes in. */
export function cartRoutes(kit: Kit): readonly Endpoint[] {
  const answer = endpoint(kit, 'read', async (call) => {
    const { actor } = await cartOwner(kit, call, { writes: false })
    return jsonResponse(await readCart(call.as(actor)), { 'cache-control': 'no-store' })
  })
  return [
    { method: 'GET', path: '/cart', answer },
    post(kit, '/cart', {
      entries: 'Cart',
      read: (call) => readBody(call, atelierContract.cartBody),
      who: (_, call) => cartOwner(kit, call, { writes: true }),
      write: addSkuToCart,
    }),
  ]
}
