import type { Hono } from 'hono'
import type { ApiDeps } from '../api-deps.ts'
import { createApp } from '../app.ts'
import { createDeps, type RuntimeDeps } from '../deps.ts'
import { type ApiConfig, readEnv } from '../env.ts'
import type { ApiEnv } from '../http/variables.ts'
import { createLifecycle, onStopRequest, type RunningServer } from './lifecycle.ts'

export interface Listening extends RunningServer {
  readonly port: number
}

export interface Runtime extends RuntimeDeps {
  readonly name: 'node' | 'bun'
  /** Rejects when the port cannot be had. */
  listen(
    app: Hono<ApiEnv>,
    address: { readonly host: string; readonly port: number },
  ): Promise<Listening>
}

/**
 * A whole API process, from its environment to its end. Sets the exit code. `adapt` makes of what the app needs what it
 * gets, for a process that is to lack something.
 */
export async function run(
  runtime: Runtime,
  adapt: (deps: ApiDeps) => ApiDeps = (deps) => deps,
): Promise<void> {
  const config = configOrExit()
  const lifecycle = createLifecycle()
  const deps = createDeps(config, lifecycle, runtime)
  const { log } = deps.services
  const app = createApp(adapt(deps), { modules: config.modules })
  try {
    const server = await runtime.listen(app, { host: config.host, port: config.port })
    log.info('listening', { runtime: runtime.name, host: config.host, port: server.port })
    onStopRequest(() => {
      void lifecycle.stop({ server, close: () => deps.close(), log }).then(() => process.exit(0))
    })
  } catch (error) {
    await deps.close()
    fail(listenProblem(error, config), 1)
  }
}

function configOrExit(): ApiConfig {
  try {
    return readEnv()
  } catch (error) {
    const isConfigError = error instanceof Error && 'exitCode' in error
    if (!isConfigError) throw error
    return fail(error.message, Number(error.exitCode))
  }
}

function listenProblem(error: unknown, { host, port }: ApiConfig): string {
  const busy = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE'
  if (busy) return `Port ${port} on ${host} is in use: set PORT to another one`
  return `Cannot listen on ${host}:${port}: ${error instanceof Error ? error.message : error}`
}

function fail(message: string, exitCode: number): never {
  process.stderr.write(`${message}\n`)
  process.exit(exitCode)
}
