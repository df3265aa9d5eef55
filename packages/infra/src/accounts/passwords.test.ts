import { readdirSync, readFileSync } from 'node:fs'
import { hash as argon2 } from '@node-rs/argon2'
import { afterAll, describe, expect, it } from 'vitest'
import { createDoor, createPasswords } from './passwords.ts'

const passwords = createPasswords({ atOnce: 2, queue: 8 })
const PASSWORD = 'seven wet otters'
afterAll(() => passwords.close())

describe('passwords', () => {
  it('are kept as argon2id with the parameters of OWASP, and salted', async () => {
    const [one, two] = await Promise.all([passwords.hash(PASSWORD), passwords.hash(PASSWORD)])
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[^$]+\$[^$]+$/)
    expect(one).not.toBe(two)
    expect(passwords.isOutdated(one)).toBe(false)
  })

  it('are told from all others', async () => {
    const stored = await passwords.hash(PASSWORD)
    expect(await passwords.verify(stored, PASSWORD)).toBe(true)
    for (const wrong of ['', 'Seven wet otters', `${PASSWORD} `, `${PASSWORD}\u0000`]) {
      expect(await passwords.verify(stored, wrong), JSON.stringify(wrong)).toBe(false)
    }
  })

  it('count to their last character, also after NUL and beyond 72 bytes', async () => {
    const long = `${'x'.repeat(1_000)}\u0000a`
    const stored = await passwords.hash(long)
    expect(await passwords.verify(stored, long)).toBe(true)
    expect(await passwords.verify(stored, `${long.slice(0, -1)}b`)).toBe(false)
  })

  it('of other parameters are still known, and said to be outdated', async () => {
    const weaker = await argon2(PASSWORD, { memoryCost: 8_192, timeCost: 1, parallelism: 1 })
    expect(await passwords.verify(weaker, PASSWORD)).toBe(true)
    expect(passwords.isOutdated(weaker)).toBe(true)
    expect(passwords.isOutdated(weaker.replace('m=8192,t=1', 'm=19456,t=2'))).toBe(false)
  })

  it('that anybody would guess are common, in any case of letters', async () => {
    for (const common of ['password', 'PassWord1', '123456789', 'qwertyuiop']) {
      expect(await passwords.isCommon(common), common).toBe(true)
    }
    expect(await passwords.isCommon(PASSWORD)).toBe(false)
    expect(await passwords.isCommon('constructor')).toBe(false)
    expect(await passwords.isCommon('__proto__')).toBe(false)
  })

  it('of accounts that are not there go through the same door', async () => {
    const full = createPasswords({ atOnce: 1, queue: 0 })
    const [first, second] = await Promise.allSettled([full.pretend('a'), full.pretend('b')])
    expect(first.status).toBe('fulfilled')
    expect(second).toMatchObject({ reason: { code: 'AUTH_BUSY', retryAfterSeconds: 1 } })
    await expect(full.pretend('c')).resolves.toBeUndefined()
    await full.close()
  })
})

describe('threads', () => {
  it('give way to all others, where threads have a priority of their own', async () => {
    const own = createPasswords({ atOnce: 1, queue: 0 })
    const before = priorities()
    await own.hash(PASSWORD)
    const made = [...priorities()].filter(([thread]) => !before.has(thread))
    const expected = process.platform === 'linux' ? [5] : []
    expect(made.map(([, nice]) => nice).filter((nice) => nice > 0)).toEqual(expected)
    await own.close()
  })

  it('end when they are told to, whatever they are doing', async () => {
    const own = createPasswords({ atOnce: 1, queue: 1 })
    const [hashing] = await Promise.allSettled([own.hash(PASSWORD), own.close(), own.close()])
    expect(['fulfilled', 'rejected']).toContain(hashing.status)
    await own.close()
  })

  it('have room until so many wait, and again when they are done', async () => {
    const own = createPasswords({ atOnce: 1, queue: 1 })
    own.requireRoom()
    const first = own.hash(PASSWORD)
    own.requireRoom()
    const second = own.hash(PASSWORD)
    expect(() => own.requireRoom()).toThrow(expect.objectContaining({ code: 'AUTH_BUSY' }))
    await Promise.all([first, second])
    own.requireRoom()
    await own.close()
  })

  /** Of the threads of this process, as Linux tells them. */
  function priorities(): ReadonlyMap<string, number> {
    if (process.platform !== 'linux') return new Map()
    const niceOf = (thread: string) => {
      const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8')
      return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16])
    }
    return new Map(readdirSync('/proc/self/task').map((thread) => [thread, niceOf(thread)]))
  }
})

/** Work that is done when the test says so. */
function work() {
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let begun = false
  const run = () => {
    begun = true
    return promise
  }
  return { run, resolve, reject, hasBegun: () => begun }
}

const settled = () => new Promise<void>((resolve) => setImmediate(resolve))

describe('the door', () => {
  it('lets so many in, keeps so many waiting in their order, and sends the next one away', async () => {
    const door = createDoor({ atOnce: 2, queue: 2 })
    const works = Array.from({ length: 5 }, work)
    const answers = works.map(({ run }) => door(run))
    await expect(answers[4]).rejects.toMatchObject({ code: 'AUTH_BUSY', retryAfterSeconds: 1 })
    const begun = async () => {
      await settled()
      return works.map(({ hasBegun }) => hasBegun())
    }
    expect(await begun()).toEqual([true, true, false, false, false])
    works[1]?.resolve('second')
    expect(await begun()).toEqual([true, true, true, false, false])
    works[0]?.resolve('first')
    works[2]?.resolve('third')
    expect(await begun()).toEqual([true, true, true, true, false])
    works[3]?.resolve('fourth')
    expect(await Promise.all(answers.slice(0, 4))).toEqual(['first', 'second', 'third', 'fourth'])
  })

  it('sends those away who would wait for too long as things are going, but never all', async () => {
    let now = 0
    const door = createDoor({ atOnce: 1, queue: 100, waitMs: 1_000, now: () => now })
    const isFull = () => {
      try {
        door.requireRoom()
        return false
      } catch {
        return true
      }
    }
    /** Each of so many takes so long. */
    const takeTurns = async (turns: number, ms: number) => {
      for (let turn = 0; turn < turns; turn += 1) {
        await door(async () => {
          now += ms
        })
      }
    }
    /** How many may wait before the next is sent away. */
    const room = async () => {
      const first = work()
      const all: Promise<unknown>[] = [door(first.run)]
      let waiting = 0
      for (; !isFull(); waiting += 1) all.push(door(async () => {}))
      first.resolve('done')
      await Promise.all(all)
      return waiting
    }
    expect(await room()).toBe(100)
    await takeTurns(50, 95)
    expect(await room()).toBe(10)
    await takeTurns(50, 5_000)
    expect(await room()).toBe(1)
    await takeTurns(50, 19)
    expect(await room()).toBe(52)
  })

  it('hands the place of work that fails on to the next', async () => {
    const door = createDoor({ atOnce: 1, queue: 1 })
    const [failing, next] = [work(), work()]
    const answers = [door(failing.run), door(next.run)]
    failing.reject(new Error('no memory'))
    await expect(answers[0]).rejects.toThrow('no memory')
    await settled()
    expect(next.hasBegun()).toBe(true)
    next.resolve('done')
    expect(await answers[1]).toBe('done')
  })

  it('is as wide as ever after all have left, also when work threw at once', async () => {
    const door = createDoor({ atOnce: 2, queue: 0 })
    const broken = () => {
      throw new Error('broken')
    }
    for (let n = 0; n < 5; n += 1) await expect(door(broken)).rejects.toThrow('broken')
    const works = Array.from({ length: 3 }, work)
    const answers = works.map(({ run }) => door(run))
    await expect(answers[2]).rejects.toMatchObject({ code: 'AUTH_BUSY' })
    for (const { resolve } of works) resolve('done')
    expect(await Promise.all(answers.slice(0, 2))).toEqual(['done', 'done'])
  })

  it('never has more inside than it should, whatever comes and goes', async () => {
    const door = createDoor({ atOnce: 3, queue: 50 })
    let inside = 0
    let most = 0
    const one = async (n: number) => {
      inside += 1
      most = Math.max(most, inside)
      for (let turn = 0; turn < n % 4; turn += 1) await settled()
      inside -= 1
      if (n % 5 === 0) throw new Error('failed')
    }
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, n) => door(() => one(n))),
    )
    expect(most).toBe(3)
    expect(results.filter(({ status }) => status === 'rejected')).toHaveLength(10)
  })
})
