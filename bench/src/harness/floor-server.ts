import { once } from 'node:events'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import type { Bench } from './scenario.ts'

export interface FloorServer extends AsyncDisposable {
  readonly url: string
  readonly pid: number
}

/** Starts `floor-program.ts` as a process of its own; it answers GET /n with the n-th file, GET / with the first. */
export async function startFloorServer(
  bench: Bench,
  ...files: readonly string[]
): Promise<FloorServer> {
  const child: Child = startChild({
    entry: join(import.meta.dirname, 'floor-program.ts'),
    args: files,
    env: bench.env.inherited,
    logFile: join(bench.dir, 'floor.log'),
  })
  const [port] = await once(child.process, 'message', { signal: AbortSignal.timeout(10_000) })
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    [Symbol.asyncDispose]: () => child.stop(),
  }
}
