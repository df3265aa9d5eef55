/** Lets work begin when there is room for it; rejects, without having begun it, when there is none for too long. */
export type Admit = <Result>(work: () => Promise<Result>) => Promise<Result>

/** By pool. */
const doors = new WeakMap<object, Admit>()

/**
 * Has the transactions on a pool that write wait for `admit` before they take a connection. They hold theirs while
 * they wait for a row that another one has locked: without a bound they would come to hold all, and those that only
 * read, and those that need a second one to come to their end, would get none.
 */
export function admitTransactions(pool: object, admit: Admit): void {
  doors.set(pool, admit)
}

/** Runs it at once where nothing bounds the transactions of a pool. */
export function whenAdmitted<Result>(pool: object, work: () => Promise<Result>): Promise<Result> {
  return doors.get(pool)?.(work) ?? work()
}
