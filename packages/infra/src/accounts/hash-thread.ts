import { setPriority } from 'node:os'
import { isMainThread } from 'node:worker_threads'
import { type Algorithm, hashSync, verifySync } from '@node-rs/argon2'

/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
export const PARAMETERS = {
  // A const enum of the library's types: the name is not there at run time.
  algorithm: 2 satisfies Algorithm.Argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
} as const

/** What the pool sends to a thread. */
export type HashTask =
  | { readonly do: 'hash'; readonly password: string }
  | { readonly do: 'verify'; readonly hash: string; readonly password: string }

/** A third of the time of others where all cores are busy, and all that they leave over: nobody waits for ever. */
const NICE = 5

giveWay()

/** Runs in a worker thread, whose priority is its own: people who sign in wait, not everybody else. */
export function lookAtPassword(task: HashTask): string | boolean {
  return task.do === 'hash'
    ? hashSync(task.password, PARAMETERS)
    : verifySync(task.hash, task.password)
}

/** Linux gives each thread a priority. Elsewhere it would be that of the whole process. */
function giveWay(): void {
  if (isMainThread || process.platform !== 'linux') return
  try {
    setPriority(0, NICE)
  } catch {
    // A container may forbid it. Then a thread is like any other.
  }
}
