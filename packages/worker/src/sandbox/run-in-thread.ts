import { Worker } from 'node:worker_threads'
import { UnrecoverableError } from 'bullmq'
import { ABORT, type SandboxAnswer, type SandboxTask } from './protocol.ts'

/** How long an aborted thread may take to end by itself, milliseconds. */
const GRACE_MS = 2_000

/**
 * Runs a CPU-bound job in a thread of its own, so that this one keeps renewing locks. Unlike BullMQ's
 * sandbox this can end a handler that never looks at its signal: the thread is terminated.
 */
export async function runInThread(
  module: URL,
  task: SandboxTask,
  signal: AbortSignal,
): Promise<unknown> {
  const thread = new Worker(module, { workerData: task })
  let killer: NodeJS.Timeout | undefined
  const abort = () => {
    thread.postMessage(ABORT)
    killer = setTimeout(() => void thread.terminate(), GRACE_MS)
  }
  if (signal.aborted) abort()
  signal.addEventListener('abort', abort, { once: true })
  try {
    return resultOf(await answerOf(thread))
  } finally {
    signal.removeEventListener('abort', abort)
    clearTimeout(killer)
  }
}

/** Settles when the thread has ended, its connections closed. */
function answerOf(thread: Worker): Promise<SandboxAnswer> {
  return new Promise((resolve, reject) => {
    let answer: SandboxAnswer | undefined
    thread.once('message', (message: SandboxAnswer) => {
      answer = message
    })
    thread.once('error', reject)
    thread.once('exit', (code) => {
      if (answer === undefined) reject(new Error(`the sandbox ended with code ${code}`))
      else resolve(answer)
    })
  })
}

function resultOf(answer: SandboxAnswer): unknown {
  if (answer.kind === 'completed') return answer.result
  if (!answer.isFinal) throw answer.error
  const error = new UnrecoverableError(answer.error.message)
  if (answer.error.stack !== undefined) error.stack = answer.error.stack
  throw error
}
