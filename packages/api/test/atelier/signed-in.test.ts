import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { person } from '../people.ts'
import { openShop, type Shop } from './shop.ts'

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop.infra.close())

describe('a visitor who is signed in', () => {
  const own = { origin: 'http://localhost' }

  it('writes as who they are, and is made no guest', async () => {
    const { accountId, token } = await person(shop.infra)
    const cookie = `ld_at=${token}; ld_signed_in=1`
    const voted = await shop.send('PUT', '/reviews/21/helpful', undefined, { cookie, ...own })
    expect([voted.status, voted.headers.getSetCookie()]).toEqual([204, []])
    const added = await shop.send('POST', '/cart', { sku_id: 10 }, { cookie, ...own })
    expect([added.status, added.headers.getSetCookie()]).toEqual([201, []])
    const votes = await shop.infra.db.selectFrom('vote').select('account_id').execute()
    expect(votes).toEqual([{ account_id: accountId }])
    const cart = await shop.get('/cart', { cookie })
    expect(await cart.json()).toEqual([{ sku_id: 10, count: '1' }])
  })

  it('has to say which page it is that writes', async () => {
    const { token } = await person(shop.infra)
    const cookie = `ld_at=${token}`
    const answer = await shop.send('PUT', '/reviews/21/helpful', undefined, { cookie })
    expect(answer.status).toBe(403)
  })

  it('is asked to refresh once the token is over, rather than made a guest', async () => {
    const cookie = 'ld_at=over; ld_signed_in=1'
    const answer = await shop.send('PUT', '/reviews/21/helpful', undefined, { cookie, ...own })
    expect([answer.status, answer.headers.getSetCookie()]).toEqual([401, []])
  })

  it('is nobody any more when banned', async () => {
    const { token } = await person(shop.infra, { banned_until: new Date(Date.now() + 60_000) })
    const cookie = `ld_at=${token}; ld_signed_in=1`
    const answer = await shop.send('PUT', '/reviews/21/helpful', undefined, { cookie, ...own })
    expect(answer.status).toBe(403)
  })
})
