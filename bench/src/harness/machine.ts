import { execFileSync } from 'node:child_process'
import { cpus, loadavg } from 'node:os'

/** Where a report was made: without it no absolute number means anything. */
export interface Machine {
  readonly cpu: string
  readonly cores: number
  /** Load averages over 1, 5 and 15 minutes before the scenario. */
  readonly load: readonly number[]
  readonly loadAfter: readonly number[]
  readonly node: string
  /** Revision of the checkout, with a mark when files differ from it; empty without git. */
  readonly commit: string
}

export function currentLoad(): readonly number[] {
  return loadavg().map((value) => Math.round(value * 100) / 100)
}

/** `loadBefore` is what `currentLoad` said before the scenario. */
export function describeMachine(root: string, loadBefore: readonly number[]): Machine {
  const all = cpus()
  return {
    cpu: all[0]?.model ?? 'unknown CPU',
    cores: all.length,
    load: loadBefore,
    loadAfter: currentLoad(),
    node: process.versions.node,
    commit: revision(root),
  }
}

function revision(root: string): string {
  try {
    const git = (...args: string[]) =>
      execFileSync('git', args, {
        cwd: root,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      })
    const changed = git('status', '--porcelain').trim() === '' ? '' : '+changes'
    return `, ${git('rev-parse', '--short', 'HEAD').trim()}${changed}`
  } catch {
    return ''
  }
}
