import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startRedis } from '../../../scripts/services/redis.ts'
import type { Bench } from './scenario.ts'
import type { Stack } from './stack.ts'

/** The Redis of a stack, which nobody else uses: it can be killed and started again. */
export interface RedisOutage extends AsyncDisposable {
  /** Kills it as a crash would, and resolves when it is gone. */
  kill(): Promise<void>
  /** Starts it again with what it had on disk; resolves when `isUsed` does so with true. */
  restart(isUsed: () => Promise<boolean>): Promise<void>
}

const WAIT_MS = 30_000

export function createRedisOutage(bench: Bench, { pids }: Stack): RedisOutage {
  let pid = pids.redis
  let again: Awaited<ReturnType<typeof startRedis>> | undefined
  return {
    async kill() {
      process.kill(pid, 'SIGKILL')
      await until(bench, async () => !isThere(pid))
    },
    async restart(isUsed) {
      again = await startRedis({ dir: join(bench.dir, 'redis') })
      pid = again.pid
      await until(bench, isUsed)
    },
    async [Symbol.asyncDispose]() {
      await again?.stop()
    },
  }
}

/** A process that has ended is there until its parent, this process, has heard of it. */
function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function until({ signal }: Bench, isSo: () => Promise<boolean>): Promise<void> {
  for (const deadline = performance.now() + WAIT_MS; performance.now() < deadline; ) {
    signal.throwIfAborted()
    if (await isSo()) return
    await sleep(50)
  }
  throw new Error('Redis is not as it should be')
}
