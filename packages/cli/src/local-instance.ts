import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Settings that `npm start` keeps for a person's shell: where its own servers listen. */
export interface LocalInstance {
  readonly running: boolean
  readonly variables: Readonly<Record<string, string>>
}

/** `NAME='value'`, one a line. */
const ASSIGNMENT = /^([A-Z_]+)='([^']*)'$/

/**
 * Looks for a Loadout that `npm start` runs with this home. It writes `env` (its connections) and, as
 * long as it runs, `run.json` (its process). The connections of one that has ended lead nowhere.
 */
export function findLocalInstance(home: string): LocalInstance {
  const running = isRunning(readIfThere(join(home, 'run.json')))
  return { running, variables: running ? parseAssignments(readIfThere(join(home, 'env'))) : {} }
}

export function parseAssignments(text: string): Readonly<Record<string, string>> {
  const pairs = text.split('\n').flatMap((line) => {
    const [, name, value] = ASSIGNMENT.exec(line.trim()) ?? []
    return name === undefined || value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(pairs)
}

function isRunning(record: string): boolean {
  try {
    const { pid }: { pid?: unknown } = JSON.parse(record)
    return typeof pid === 'number' && pid > 0 && isAlive(pid)
  } catch {
    return false
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    // Somebody else's process: it is there, though not ours to signal.
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
