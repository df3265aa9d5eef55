import type { Person } from './fill-people.ts'
import { openLoop } from './open-loop.ts'
import { type Rate, type Reads, readLoad } from './read-load.ts'
import type { Bench } from './scenario.ts'
import { openSignIn } from './session-calls.ts'
import { percentile } from './statistics.ts'

export interface SignInLoad {
  /** Of the reads, milliseconds from when each was due. */
  readonly readP99: number
  /** Reads that were not answered 200, percent. */
  readonly readsFailed: number
  /** Of the sign-ins that were let in, milliseconds. */
  readonly signInP99: number
  /** A second. */
  readonly done: number
  /** Refused with AUTH_BUSY and Retry-After, a second. */
  readonly busy: number
  /** Sign-ins that were answered in any other way, percent. */
  readonly failed: number
}

/** Reads at a fixed rate, and sign-ins beside them, in turn by all people. */
export async function signInLoad(
  bench: Bench,
  base: string,
  of: { readonly reads: Reads; readonly signIns: Rate; readonly people: readonly Person[] },
): Promise<SignInLoad> {
  using signIn = openSignIn(base)
  const { people, signIns } = of
  const seconds = Math.max(2, signIns.seconds * bench.env.scale)
  const taken: number[] = []
  let busy = 0
  const [reads, logins] = await Promise.all([
    readLoad(bench, base, { ...of.reads, seconds }),
    openLoop({
      ...{ perSecond: signIns.perSecond, seconds, signal: bench.signal },
      async send(index) {
        const person = people[index % people.length]
        if (person === undefined) throw new RangeError('nobody signs in')
        const started = performance.now()
        if ((await signIn(person)) === 'busy') busy += 1
        else taken.push(performance.now() - started)
      },
    }),
  ])
  if (logins.firstError !== undefined) bench.say(`sign-ins failed, first: ${logins.firstError}`)
  const offered = Math.max(1, signIns.perSecond * seconds)
  return {
    ...{ readP99: reads.p99, readsFailed: reads.failed },
    signInP99: percentile(taken, 0.99),
    done: taken.length / seconds,
    busy: busy / seconds,
    failed: (100 * logins.errors) / offered,
  }
}
