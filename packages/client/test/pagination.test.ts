import { describe, expect, it } from 'vitest'
import { createClient } from '../src/create-client.ts'
import { errorOf } from './support/calls.ts'
import { each, failure, result, serve } from './support/trpc-server.ts'

/** A list of the numbers below `total`, `limit` to a page; the cursor is the next number. */
async function numbers(total: number) {
  const server = await serve(
    each((_path, input) => {
      const { limit, cursor } = { limit: 2, cursor: '0', ...Object(input) }
      const from = Number(cursor)
      if (Number.isNaN(from)) return failure('BAD_CURSOR', 400)
      const until = Math.min(total, from + limit)
      const items = Array.from({ length: until - from }, (_, index) => ({
        id: String(from + index),
      }))
      return result({ items, nextCursor: until < total ? String(until) : null })
    }),
  )
  return { list: createClient({ url: server.url }).matches.list, received: server.received }
}

async function ids(items: AsyncIterable<{ id: string }>): Promise<string> {
  let seen = ''
  for await (const item of items) seen += item.id
  return seen
}

describe('iterate', () => {
  it('yields every item of every page', async () => {
    const { list, received } = await numbers(5)
    expect(await ids(list.iterate())).toBe('01234')
    expect(received).toHaveLength(3)
  })

  it('sends the filters with every page', async () => {
    const { list, received } = await numbers(3)
    await ids(list.iterate({ queue: 'unrated' }))
    expect(received.map((request) => request.inputs[0])).toEqual([
      { queue: 'unrated' },
      { queue: 'unrated', cursor: '2' },
    ])
  })

  it('starts at the cursor it is given', async () => {
    const { list } = await numbers(5)
    expect(await ids(list.iterate({ cursor: '3' }))).toBe('34')
  })

  it('fetches a page only when it is needed', async () => {
    const { list, received } = await numbers(100)
    for await (const item of list.iterate()) if (item.id === '1') break
    expect(received).toHaveLength(1)
  })

  it('ends at once when the list is empty', async () => {
    const { list } = await numbers(0)
    expect(await ids(list.iterate())).toBe('')
  })

  it('throws when a later page fails', async () => {
    const { list } = await numbers(5)
    expect((await errorOf(ids(list.iterate({ cursor: 'x' })))).code).toBe('BAD_CURSOR')
  })

  it('throws when aborted between pages', async () => {
    const { list } = await numbers(5)
    const controller = new AbortController()
    const run = async () => {
      for await (const item of list.iterate({}, { signal: controller.signal })) {
        if (item.id === '1') controller.abort()
      }
    }
    expect((await errorOf(run())).code).toBe('ABORTED')
  })
})

describe('pages', () => {
  it('yields whole pages', async () => {
    const { list } = await numbers(3)
    const sizes: number[] = []
    for await (const page of list.pages()) sizes.push(page.items.length)
    expect(sizes).toEqual([2, 1])
  })

  it.each([null, {}, { items: 1, nextCursor: null }, { items: [] }, { items: [], nextCursor: 3 }])(
    'throws BAD_RESPONSE for what is not a page: %j',
    async (data) => {
      const server = await serve(each(() => result(data)))
      const { list } = createClient({ url: server.url }).matches
      expect((await errorOf(list.pages().next())).code).toBe('BAD_RESPONSE')
    },
  )

  it('throws instead of fetching the same page for ever', async () => {
    const server = await serve(each(() => result({ items: [{ id: 'x' }], nextCursor: 'same' })))
    const { list } = createClient({ url: server.url }).matches
    expect((await errorOf(ids(list.iterate()))).code).toBe('BAD_RESPONSE')
    expect(server.received).toHaveLength(2)
  })
})

describe('collect', () => {
  it('stops at max, without fetching further', async () => {
    const { list, received } = await numbers(100)
    expect((await list.collect({}, { max: 4 })).map((item) => item.id)).toEqual([
      '0',
      '1',
      '2',
      '3',
    ])
    expect(received).toHaveLength(2)
  })

  it('takes what there is', async () => {
    const { list } = await numbers(3)
    expect(await list.collect(undefined, { max: 10 })).toHaveLength(3)
    expect(await list.collect({}, { max: 0 })).toEqual([])
  })
})
