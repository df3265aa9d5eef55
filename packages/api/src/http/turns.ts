import { createLimit } from '@loadout/infra'

/** Runs work of one account beside that of others. */
export type Turns = <Value>(accountId: number, work: () => Promise<Value>) => Promise<Value>

/**
 * So many pieces of work at a time for each account, the others in the order they came: what one of them waits for,
 * such as a row that is locked, does not take the connections that all share.
 */
export function createTurns(atOnce: number): Turns {
  const accounts = new Map<
    number,
    { readonly limit: ReturnType<typeof createLimit>; left: number }
  >()
  return async (accountId, work) => {
    const own = accounts.get(accountId) ?? { limit: createLimit(atOnce), left: 0 }
    accounts.set(accountId, own)
    own.left += 1
    try {
      return await own.limit(work)
    } finally {
      own.left -= 1
      if (own.left === 0) accounts.delete(accountId)
    }
  }
}
