import type { Passwords } from '@loadout/core'
import { AppError } from '@loadout/core'
import { type Algorithm, hash, verify } from '@node-rs/argon2'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const PARAMETERS = {
  // A const enum of the library's types: the name is not there at run time.
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const
const PREFIX = '$argon2id$v=19$m=19456,t=2,p=1$'

export interface PasswordsOptions {
  /** Hashes at a time: each takes a core for some 20 ms. */
  readonly atOnce: number
  /** Callers that may wait for their turn; the next one is told to come again. */
  readonly queue: number
}

/**
 * argon2id behind a door of its own: so many at a time, so many waiting, so that people who sign in leave
 * the rest of the machine to everybody else.
 */
export function createPasswords({ atOnce, queue }: PasswordsOptions): Passwords {
  const door = createDoor({ atOnce, queue })
  let decoy: Promise<string> | undefined
  let common: Promise<ReadonlySet<string>> | undefined
  const decoyHash = () => {
    decoy ??= hash('nobody has this password', PARAMETERS)
    return decoy
  }
  return {
    hash: (password) => door(() => hash(password, PARAMETERS)),
    verify: (stored, password) => door(() => verify(stored, password)),
    pretend: (password) =>
      door(async () => {
        await verify(await decoyHash(), password)
      }),
    isOutdated: (stored) => !stored.startsWith(PREFIX),
    async isCommon(password) {
      common ??= loadCommon()
      return (await common).has(password.toLowerCase())
    },
  }
}

/** Some 30,000; loaded with the first password that somebody chooses. */
async function loadCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'])
}

/** So many inside, so many waiting; throws AUTH_BUSY for the next. */
export function createDoor({ atOnce, queue }: PasswordsOptions) {
  const waiting: (() => void)[] = []
  let inside = 0
  return async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (inside < atOnce) inside += 1
    else if (waiting.length >= queue) throw new AppError('AUTH_BUSY', { retryAfterSeconds: 1 })
    // Whoever leaves hands its place on.
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next === undefined) inside -= 1
      else next()
    }
  }
}
