import { setTimeout as sleep } from 'node:timers/promises'
import type { Prng } from '@loadout/simulator'
import type { Listener } from './listener.ts'
import type { Stage } from './stage.ts'

/** What goes wrong, and how often in a run. */
export interface FaultCounts {
  readonly 'kill-server': number
  readonly 'kill-relay': number
  readonly 'kill-relay-in-between': number
  readonly 'kill-redis': number
  readonly 'flush-redis': number
  readonly 'hang-redis': number
  /** Nobody is connected any more, all at once. */
  readonly 'cut-all': number
  /** Some read nothing for a while. */
  readonly stall: number
}
export type FaultKind = keyof FaultCounts

export interface ScheduledFault {
  readonly kind: FaultKind
  /** Milliseconds after the start. */
  readonly atMs: number
  /** Which of them. */
  readonly which: number
  /** How long it takes, of what takes a while; milliseconds. */
  readonly forMs: number
}

export interface FaultOptions {
  readonly counts: FaultCounts
  readonly windowMs: number
  readonly hangMs: readonly [least: number, most: number]
}

/** All faults of a run in a drawn order, each somewhere in its share of the window. */
export function drawFaults(prng: Prng, options: FaultOptions): readonly ScheduledFault[] {
  const kinds = (Object.entries(options.counts) as [FaultKind, number][]).flatMap(([kind, count]) =>
    Array<FaultKind>(count).fill(kind),
  )
  const slotMs = options.windowMs / kinds.length
  return prng.shuffled(kinds).map((kind, slot) => ({
    kind,
    atMs: Math.round((slot + prng.float()) * slotMs),
    which: prng.int(1_000),
    forMs: kind === 'hang-redis' ? prng.between(...options.hangMs) : prng.between(200, 2_000),
  }))
}

export interface InjectedFault extends ScheduledFault {
  /** A relay that was killed between publishing and committing. */
  readonly isCaught: boolean
}

/** Injects the faults, each not before its time: several may go on at once. */
export async function injectFaults(
  stage: Stage,
  listeners: readonly Listener[],
  schedule: readonly ScheduledFault[],
): Promise<readonly InjectedFault[]> {
  return await Promise.all(
    schedule.map(async (fault) => {
      await sleep(fault.atMs)
      return { ...fault, isCaught: await inject(stage, listeners, fault) }
    }),
  )
}

async function inject(
  stage: Stage,
  listeners: readonly Listener[],
  { kind, which, forMs }: ScheduledFault,
): Promise<boolean> {
  const acts: Record<FaultKind, () => Promise<unknown> | unknown> = {
    'kill-server': () => stage.killServer(which),
    'kill-relay': () => stage.killRelay(which, 'any'),
    'kill-relay-in-between': () => stage.killRelay(which, 'in between'),
    'kill-redis': () => stage.killRedis(),
    'flush-redis': () => stage.flushRedis(),
    'hang-redis': () => stage.hangRedis(forMs),
    'cut-all'() {
      for (const listener of listeners) listener.cut()
    },
    stall() {
      for (const [n, listener] of listeners.entries()) {
        if ((n + which) % 3 === 0) listener.stall(sleep(forMs))
      }
    },
  }
  return (await acts[kind]()) === true
}
