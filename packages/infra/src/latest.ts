interface Queue {
  readonly running: Promise<unknown>
  /** What starts when `running` is through; everybody who came after its start shares it. */
  next: Promise<unknown> | undefined
}

/**
 * One load at a time per key. A caller never joins the load that is under way, which may have read
 * before the call began, but the one after it: the answer is as fresh as a read of one's own.
 */
export function createLatest() {
  const queues = new Map<string, Queue>()

  function start<Value>(key: string, load: () => Promise<Value>): Promise<Value> {
    const running = load()
    const queue: Queue = { running, next: undefined }
    queues.set(key, queue)
    const end = () => {
      if (queue.next === undefined && queues.get(key) === queue) queues.delete(key)
    }
    running.then(end, end)
    return running
  }

  return <Value>(key: string, load: () => Promise<Value>): Promise<Value> => {
    const queue = queues.get(key)
    if (queue === undefined) return start(key, load)
    const startNext = () => start(key, load)
    queue.next ??= queue.running.then(startNext, startNext)
    return queue.next as Promise<Value>
  }
}
