import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { CrawlPolicy } from '@loadout/core/crawler'
import { bareEnv } from '@loadout/infra/testing'

const PROGRAM = join(import.meta.dirname, 'crawl-process.ts')

export interface CrawlWorkers {
  /** Kills one of them as the system would: nothing is said and nothing given back. */
  kill(): Promise<void>
  /** One more. */
  add(): Promise<void>
  /** Ends all of them; rejects when one ended by itself. */
  stop(): Promise<void>
}

export interface CrawlWorkersOptions {
  readonly count: number
  readonly env: Readonly<Record<string, string>>
  readonly policy: Partial<CrawlPolicy>
}

/** Processes that crawl the same regions at once. */
export async function startCrawlWorkers(options: CrawlWorkersOptions): Promise<CrawlWorkers> {
  const running: ChildProcess[] = []

  async function add(): Promise<void> {
    const child = spawn(process.execPath, [PROGRAM, JSON.stringify(options.policy)], {
      env: { ...bareEnv(), ...options.env },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    running.push(child)
    await Promise.race([
      once(child.stdout, 'data'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`a worker ended with ${code}`)
      }),
    ])
    child.stdout.resume()
  }

  async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null) throw new Error(`a worker ended with ${child.exitCode}`)
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  await Promise.all(Array.from({ length: options.count }, add))
  return {
    add,
    async kill() {
      const child = running.shift()
      if (child !== undefined) await end(child, 'SIGKILL')
    },
    async stop() {
      await Promise.all(running.splice(0).map((child) => end(child, 'SIGTERM')))
    },
  }
}
