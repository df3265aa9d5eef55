import type { Preparer, RawDocument } from '@loadout/core'
import { type PreparedDocument, TRADE_WINDOW_MS } from '@loadout/core/matches'
import type { Game } from '@loadout/core/sources'
import { Tinypool } from 'tinypool'
import { createLimit } from '../limit.ts'
import type { PrepareTask } from './thread.ts'
import { toTransferable } from './transferable.ts'

/** A task is small enough to spread a batch over the threads and large enough to pay for its message. */
const TASK_DOCUMENTS = 16
const TASK_BYTES = 4 * 1024 * 1024

/**
 * Documents leave garbage at once: a young generation of 3 x 8 MB instead of 3 x 32 MB in each thread
 * costs no speed and keeps a long import under 400 MB.
 */
const LIMITS = { maxYoungGenerationSizeMb: 24 }

/** Tasks in memory per thread: one that runs and one that waits, so that a thread never idles. */
const TASKS_PER_THREAD = 2

export interface PreparerPool extends Preparer {
  /** Ends the threads; what they were doing fails. May be called again. */
  close(): Promise<void>
}

/**
 * Prepares in worker threads, which start when first used and end when idle, and which load the game from
 * its module. Answers come in the order of the input; callers wait when all threads are busy, so memory
 * stays bounded.
 */
export function createPreparerPool(
  threads: number,
  { module: gameModule }: Pick<Game, 'module'>,
  tradeWindowMs = TRADE_WINDOW_MS,
): PreparerPool {
  const pool = new Tinypool({
    filename: new URL('./thread.ts', import.meta.url).href,
    name: 'prepare',
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: 30_000,
    isolateWorkers: false,
    resourceLimits: LIMITS,
  })
  const limit = createLimit(threads * TASKS_PER_THREAD)
  let closed: Promise<void> | undefined

  async function run(
    documents: readonly RawDocument[],
    source: PrepareTask['source'],
  ): Promise<readonly PreparedDocument[]> {
    const task: PrepareTask = {
      documents: toTransferable(documents),
      source,
      gameModule,
      tradeWindowMs,
    }
    return pool.run(task, { transferList: task.documents.map(({ bytes }) => bytes.buffer) })
  }

  return {
    parallelism: threads,
    tradeWindowMs,
    async prepare(documents, source) {
      const tasks = splitIntoTasks(documents).map((part) => limit(() => run(part, source)))
      return (await Promise.all(tasks)).flat()
    },
    close() {
      closed ??= pool.destroy()
      return closed
    },
  }
}

/** Runs of documents within the limits of a task; a larger document is a task of its own. */
export function splitIntoTasks(documents: readonly RawDocument[]): RawDocument[][] {
  const tasks: RawDocument[][] = []
  let current: RawDocument[] = []
  let bytes = 0
  for (const document of documents) {
    const full = current.length === TASK_DOCUMENTS || bytes + document.bytes.length > TASK_BYTES
    if (full && current.length > 0) {
      tasks.push(current)
      current = []
      bytes = 0
    }
    current.push(document)
    bytes += document.bytes.length
  }
  if (current.length > 0) tasks.push(current)
  return tasks
}
