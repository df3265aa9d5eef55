import { once } from 'node:events'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import type { Bench } from './scenario.ts'
import type { Statement } from './statement-of.ts'

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

/** Starts `sql-floor-program.ts`; it answers GET /id with what the statement says of the id. */
export async function startSqlFloor(
  bench: Bench,
  start: {
    readonly databaseUrl: string
    /** With a column `json`; parameters that are null get the id. */
    readonly statement: Statement
    /** Of its pool. */
    readonly connections: number
  },
): Promise<FloorServer> {
  const child: Child = startChild({
    entry: join(import.meta.dirname, 'sql-floor-program.ts'),
    env: bench.env.inherited,
    logFile: join(bench.dir, 'sql-floor.log'),
  })
  const { statement, ...rest } = start
  child.process.send({ ...rest, ...statement })
  const [port] = await once(child.process, 'message', { signal: AbortSignal.timeout(10_000) })
  return {
    url: `http://127.0.0.1:${port}`,
    pid: child.pid,
    [Symbol.asyncDispose]: () => child.stop(),
  }
}
