/** Who is at work, and behind whom the next one waits: for each owner of a pool, by name. */
const turns = new WeakMap<object, Map<string, Promise<unknown>>>()

/**
 * Runs work of one name one after the other in this process. For transactions that wait for one and the same
 * lock: each would hold a connection of the pool while it waits, and nobody else would get one. The lock is
 * needed all the same, because of other processes.
 */
export async function inTurn<Result>(
  owner: object,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const mine = turns.get(owner) ?? new Map<string, Promise<unknown>>()
  turns.set(owner, mine)
  const before = mine.get(name) ?? Promise.resolve()
  const running = before.then(work, work)
  mine.set(name, running)
  try {
    return await running
  } finally {
    if (mine.get(name) === running) mine.delete(name)
  }
}
