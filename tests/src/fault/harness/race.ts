import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { matchesContract } from '@loadout/core/matches'
import { bareEnv } from '@loadout/infra/testing'

const PROGRAM = fileURLToPath(new URL('feed-process.ts', import.meta.url))

const toldSchema = matchesContract.ingestReportSchema.omit({ rejected: true })
/** What one process was told about all its documents, over all passes. */
export type Told = ReturnType<typeof toldSchema.parse>

export interface RaceOptions {
  /** NDJSON. */
  readonly file: string
  /** Of the services that the processes share. */
  readonly env: Readonly<Record<string, string>>
  /** One process each; it draws the orders of that process. */
  readonly seeds: readonly string[]
  /** How often each process ingests everything. */
  readonly passes: number
}

/** Feeds the same documents from several processes that start at the same moment. */
export async function race({ file, env, seeds, passes }: RaceOptions): Promise<readonly Told[]> {
  const children = seeds.map((seed) =>
    fork(PROGRAM, [file, seed, String(passes)], { env: { ...bareEnv(), ...env }, execArgv: [] }),
  )
  try {
    await Promise.all(children.map(message))
    const answers = children.map(message)
    for (const child of children) child.send('go')
    return (await Promise.all(answers)).map((answer) => toldSchema.parse(answer))
  } finally {
    await Promise.all(children.map(end))
  }
}

/** The next message of a child. Throws when it ends without one. */
async function message(child: ChildProcess): Promise<unknown> {
  const [event, value] = await Promise.race([
    once(child, 'message').then(([content]) => ['message', content] as const),
    once(child, 'exit').then(([code]) => ['exit', code] as const),
  ])
  if (event === 'message') return value
  throw new Error(`a feeding process ended with ${value}`)
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  if (child.connected) child.kill('SIGKILL')
  await exited
}
