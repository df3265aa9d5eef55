import type { Passwords } from '@loadout/core'
import { AppError } from '@loadout/core'
import { Tinypool } from 'tinypool'
import type { HashTask } from './hash-thread.ts'

/** Of hashes made with the present parameters. */
const PREFIX = '$argon2id$v=19$m=19456,t=2,p=1$'

export interface PasswordsOptions {
  /** Hashes at a time: each takes a core for some 20 ms. */
  readonly atOnce: number
  /** Callers that may wait for their turn; the next one is told to come again. */
  readonly queue: number
  /** So is who would wait for longer, as things are going, milliseconds; one may always wait. */
  readonly waitMs?: number
  /** Milliseconds; replaceable for tests. */
  readonly now?: () => number
}

/** Weight of the last one in how long it takes. */
const LAST = 0.2

/**
 * argon2id behind a door of its own: so many at a time, so many waiting, in threads that give way to all others, so
 * that people who sign in leave the rest of the machine to everybody else. The threads start when first used and end
 * when idle.
 */
export function createPasswords(options: PasswordsOptions): PasswordThreads {
  const door = createDoor(options)
  const threads = new Tinypool({
    filename: new URL('./hash-thread.ts', import.meta.url).href,
    name: 'lookAtPassword',
    minThreads: 0,
    maxThreads: options.atOnce,
    idleTimeout: 30_000,
    isolateWorkers: false,
  })
  const inThread = <Answer>(task: HashTask): Promise<Answer> => door(() => threads.run(task))
  let closed: Promise<void> | undefined
  let decoy: Promise<string> | undefined
  let common: Promise<ReadonlySet<string>> | undefined
  const decoyHash = () => {
    // In the turn of whoever needs it first.
    decoy ??= threads.run({ do: 'hash', password: 'nobody has this password' } satisfies HashTask)
    return decoy
  }
  return {
    requireRoom: door.requireRoom,
    hash: (password) => inThread<string>({ do: 'hash', password }),
    verify: (hash, password) => inThread<boolean>({ do: 'verify', hash, password }),
    pretend: (password) =>
      door(async () => {
        const task: HashTask = { do: 'verify', hash: await decoyHash(), password }
        await threads.run(task)
      }),
    isOutdated: (stored) => !stored.startsWith(PREFIX),
    async isCommon(password) {
      common ??= loadCommon()
      return (await common).has(password.toLowerCase())
    },
    close() {
      closed ??= threads.destroy()
      return closed
    },
  }
}

export interface PasswordThreads extends Passwords {
  /** Ends the threads; what they were doing fails. May be called again. */
  close(): Promise<void>
}

/** Some 30,000; loaded with the first password that somebody chooses. */
async function loadCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}

/** So many inside, so many waiting, and nobody for too long; throws AUTH_BUSY for the next. */
export function createDoor({
  atOnce,
  queue,
  waitMs = Number.POSITIVE_INFINITY,
  now = () => performance.now(),
}: PasswordsOptions) {
  const waiting: (() => void)[] = []
  let inside = 0
  let takesMs = 0
  const wouldTake = () => ((waiting.length + 1) * takesMs) / atOnce
  const requireRoom = () => {
    if (inside < atOnce) return
    if (waiting.length < queue && (waiting.length === 0 || wouldTake() <= waitMs)) return
    throw new AppError('AUTH_BUSY', { retryAfterSeconds: 1 })
  }
  const enter = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    requireRoom()
    if (inside < atOnce) inside += 1
    // Whoever leaves hands its place on.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    const started = now()
    try {
      return await work()
    } finally {
      takesMs += LAST * (now() - started - takesMs)
      const next = waiting.shift()
      if (next === undefined) inside -= 1
      else next()
    }
  }
  return Object.assign(enter, { requireRoom })
}
