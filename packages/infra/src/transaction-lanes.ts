import { AppError } from '@loadout/core'
import type { Admit } from '@loadout/core/db'
import { createLimit } from './limit.ts'

export interface LaneOptions {
  readonly atOnce: number
  /** How long one waits for its turn, milliseconds. */
  readonly waitMs: number
}

/** So many pieces of work at a time, the others in the order they came; UNAVAILABLE for whose turn comes too late. */
export function createLanes({ atOnce, waitMs }: LaneOptions): Admit {
  const limit = createLimit(atOnce)
  return <Result>(work: () => Promise<Result>) => {
    const { promise, resolve, reject } = Promise.withResolvers<Result>()
    let isTooLate = false
    const timer = setTimeout(() => {
      isTooLate = true
      reject(new AppError('UNAVAILABLE', { message: 'Too much is being written at the moment' }))
    }, waitMs)
    void limit(async () => {
      if (isTooLate) return
      clearTimeout(timer)
      await work().then(resolve, reject)
    })
    return promise
  }
}
