import { createLimit } from '@loadout/infra'

/** Runs work of one caller beside that of others. */
export type Turns = <Value>(caller: string, work: () => Promise<Value>) => Promise<Value>

/**
 * So many pieces of work at a time for each caller, the others in the order they came: what one of them waits for,
 * such as a row that is locked, does not take the connections that all share.
 */
export function createTurns(atOnce: number): Turns {
  const callers = new Map<
    string,
    { readonly limit: ReturnType<typeof createLimit>; left: number }
  >()
  return async (caller, work) => {
    const own = callers.get(caller) ?? { limit: createLimit(atOnce), left: 0 }
    callers.set(caller, own)
    own.left += 1
    try {
      return await own.limit(work)
    } finally {
      own.left -= 1
      if (own.left === 0) callers.delete(caller)
    }
  }
}
