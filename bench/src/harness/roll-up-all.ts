import { rollupMatches } from '@loadout/core/stats'
import type { Infra } from '@loadout/infra'
import type { Bench } from './scenario.ts'

/** Adds everything that is pending to the roll-ups, in this process; returns seconds. */
export async function rollUpAll(bench: Bench, infra: Infra): Promise<number> {
  const started = performance.now()
  await rollupMatches(
    { ...infra, actor: { kind: 'system', name: 'bench' }, signal: bench.signal },
    {},
  )
  return (performance.now() - started) / 1_000
}
