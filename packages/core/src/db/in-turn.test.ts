import { describe, expect, it } from 'vitest'
import { AppError, isAppError } from '../errors.ts'
import { inTurn } from './in-turn.ts'

describe('inTurn', () => {
  it('runs one after the other, in the order they came', async () => {
    const caller = { db: {} }
    const seen: string[] = []
    const work = (name: string) => async () => {
      seen.push(`${name} begins`)
      await Promise.resolve()
      seen.push(`${name} ends`)
      return name
    }
    const done = await Promise.all(['a', 'b', 'c'].map((name) => inTurn(caller, 'x', work(name))))
    expect(done).toEqual(['a', 'b', 'c'])
    expect(seen).toEqual(['a', 'b', 'c'].flatMap((name) => [`${name} begins`, `${name} ends`]))
  })

  it('goes on after a failure, which only its own caller sees', async () => {
    const caller = { db: {} }
    const failed = inTurn(caller, 'x', () => Promise.reject(new Error('fails')))
    const next = inTurn(caller, 'x', async () => 'next')
    await expect(failed).rejects.toThrow('fails')
    expect(await next).toBe('next')
  })

  it('keeps owners and names apart', async () => {
    const caller = { db: {} }
    const never = inTurn(caller, 'x', () => new Promise<never>(() => {}))
    expect(await inTurn(caller, 'y', async () => 'other name')).toBe('other name')
    expect(await inTurn({ db: {} }, 'x', async () => 'other owner')).toBe('other owner')
    expect(never).toBeInstanceOf(Promise)
  })

  it('does not begin what nobody waits for any more, and goes on with the next', async () => {
    const db = {}
    const first = Promise.withResolvers<string>()
    const { signal, abort } = withAbort()
    const begun: string[] = []
    const work = (name: string) => async () => begun.push(name)
    const running = inTurn({ db }, 'x', () => first.promise)
    const given = inTurn({ db, signal }, 'x', work('given up'))
    const next = inTurn({ db }, 'x', work('next'))
    abort(new AppError('TIMEOUT'))
    first.resolve('done')
    await expect(given).rejects.toMatchObject({ code: 'TIMEOUT' })
    expect([await running, await next, begun]).toEqual(['done', 1, ['next']])
  })

  it('leaves what has begun to its end, whoever has gone', async () => {
    const { signal, abort } = withAbort()
    const work = async () => {
      abort(new Error('gone'))
      await Promise.resolve()
      return 'done'
    }
    expect(await inTurn({ db: {}, signal }, 'x', work)).toBe('done')
  })

  it('refuses more than so many at once, and takes others when these are done', async () => {
    const caller = { db: {} }
    const first = Promise.withResolvers<number>()
    const all = Promise.allSettled(
      Array.from({ length: 250 }, (_, n) => inTurn(caller, 'x', () => first.promise.then(() => n))),
    )
    // Another name has a queue of its own.
    expect(await inTurn(caller, 'y', async () => 'other name')).toBe('other name')
    first.resolve(0)
    const ends = (await all).map((one) =>
      one.status === 'fulfilled' ? one.value : isAppError(one.reason, 'UNAVAILABLE'),
    )
    expect(ends).toEqual(Array.from({ length: 250 }, (_, n) => (n < 200 ? n : true)))
    expect(await inTurn(caller, 'x', async () => 'again')).toBe('again')
  })

  it('counts a failure as done', async () => {
    const caller = { db: {} }
    for (let n = 0; n < 250; n += 1) {
      await expect(inTurn(caller, 'x', () => Promise.reject(new Error('fails')))).rejects.toThrow()
    }
    expect(await inTurn(caller, 'x', async () => 'again')).toBe('again')
  })
})

function withAbort() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: (reason: Error) => controller.abort(reason) }
}
