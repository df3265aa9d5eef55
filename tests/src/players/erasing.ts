import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { bareEnv } from '@loadout/infra/testing'

const PROGRAM = fileURLToPath(new URL('erasing-process.ts', import.meta.url))

/** A process that runs the erasures of an installation, slowly, and says when it begins. */
export function spawnErasing(env: Readonly<Record<string, string>>): ChildProcess {
  return spawn(process.execPath, [PROGRAM], {
    env: { ...bareEnv(), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Kills a process so many milliseconds after it began; its signal, or its exit code if it was done by then. */
export async function killed(
  child: ChildProcess,
  afterMs: number,
): Promise<string | number | null> {
  const ended = once(child, 'close')
  if (child.stdout !== null) await once(child.stdout, 'data')
  await sleep(afterMs)
  child.kill('SIGKILL')
  const [code, signal] = await ended
  return signal ?? code
}
