import { AppError } from '../errors.ts'

/** Who wants a turn: of a context, what this needs. */
interface Caller {
  readonly db: object
  readonly signal?: AbortSignal
}

interface Queue {
  /** Settles when all that is waiting now is done. */
  last: Promise<unknown>
  /** Those that wait, and the one at work. */
  length: number
}

/** Who is at work, and behind whom the next one waits: for each pool, by name. */
const queues = new WeakMap<object, Map<string, Queue>>()

/** More than are done within what a caller waits at some ten milliseconds each, and no more memory than that. */
const MAX_LENGTH = 200

/**
 * Runs work of one name one after the other in this process. For transactions that wait for one and the same
 * lock: each would hold a connection of the pool while it waits, and nobody else would get one. The lock is
 * needed all the same, because of other processes.
 *
 * Within a transaction it waits for nobody: that one has its connection already, and the number of those is bounded
 * by `admitTransactions`.
 *
 * Work whose caller is gone when its turn comes is not begun: rejects with the reason of the signal. Throws
 * UNAVAILABLE when so many wait that this one would hardly be in time.
 */
export async function inTurn<Result>(
  { db, signal }: Caller,
  name: string,
  work: () => Promise<Result>,
): Promise<Result> {
  const queue = queueOf(db, name)
  if (queue.length >= MAX_LENGTH) throw new AppError('UNAVAILABLE', { message: TOO_MANY })
  queue.length += 1
  const begin = () => {
    signal?.throwIfAborted()
    return work()
  }
  const running = queue.last.then(begin, begin)
  queue.last = running
  try {
    return await running
  } finally {
    queue.length -= 1
    if (queue.length === 0) queues.get(db)?.delete(name)
  }
}

const TOO_MANY = 'Too many changes of this kind are waiting'

function queueOf(owner: object, name: string): Queue {
  const mine = queues.get(owner) ?? new Map<string, Queue>()
  queues.set(owner, mine)
  const queue = mine.get(name) ?? { last: Promise.resolve(), length: 0 }
  mine.set(name, queue)
  return queue
}
