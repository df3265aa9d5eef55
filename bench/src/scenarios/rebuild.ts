import type { Ctx } from '@loadout/core'
import { runRebuild, startRebuild } from '@loadout/core/stats'
import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'
import { timeBaseSums } from '../harness/base-sums.ts'
import { exportToDuckDb, timeBaseSumsInDuckDb } from '../harness/base-sums-in-duckdb.ts'
import type { DuckDb } from '../harness/duckdb.ts'
import type { Figure } from '../harness/report.ts'
import { rollUpAll } from '../harness/roll-up-all.ts'
import { countRollupRows, rollupTables } from '../harness/rollup-tables.ts'
import { type Bench, RUNS, type Scenario, scaled } from '../harness/scenario.ts'
import { seedMatches } from '../harness/seed-matches.ts'
import { startServices } from '../harness/services.ts'

const MATCHES = 200_000

export const rebuild: Scenario = {
  name: 'rebuild',
  summary: 'rebuild of all roll-ups from 2 M player rows: at most 6 x a GROUP BY of the same rows',
  async run(bench) {
    await using services = await startServices(bench)
    const { infra } = services
    const matches = scaled(bench, MATCHES)
    await seedMatches(infra, { matches, ...bench })
    bench.say(`rolled up in ${(await rollUpAll(bench, infra)).toFixed(0)} s`)
    const duckdb = await exportToDuckDb(bench, infra)
    const runs: Run[] = []
    for (let index = 0; index < RUNS; index++) {
      runs.push(await measure(bench, { infra, duckdb }))
      bench.say(`run ${index + 1}: ${runs.at(-1)?.rebuild.toFixed(1)} s`)
    }
    duckdb?.closeSync()
    return {
      figures: figuresOf(matches, runs),
      notes: [
        `${matches} matches, ${10 * matches} player rows; the roll-ups have ${await countRollupRows(infra.db)} rows in all.`,
        'From the start of the rebuild until its version is in use, in this process: what the worker job does.',
        'GROUP BY: all sums of agent_rollup over the same player games at its finest grain, in the same server, nothing written.',
        'DuckDB: the same from a Parquet file of the same rows, with all cores.',
      ],
    }
  },
}

/** Seconds. */
interface Run {
  readonly groupBy: number
  readonly duckdb: number | null
  readonly rebuild: number
}

async function measure(
  bench: Bench,
  { infra, duckdb }: { readonly infra: Infra; readonly duckdb: DuckDb | null },
): Promise<Run> {
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'bench' }, signal: bench.signal }
  const groupBy = await timeBaseSums(infra)
  const inDuckDb = duckdb === null ? null : await timeBaseSumsInDuckDb(duckdb, infra)
  const started = performance.now()
  await startRebuild(ctx, {})
  while (!(await runRebuild(ctx, {})).finished) bench.signal.throwIfAborted()
  const seconds = (performance.now() - started) / 1_000
  await dropRetired(infra)
  return { groupBy, duckdb: inDuckDb, rebuild: seconds }
}

/** What the worker does a while after a rebuild, so that every run begins alike. */
async function dropRetired({ db }: Infra): Promise<void> {
  for (const name of await rollupTables(db)) {
    await sql`
      delete from ${sql.table(name)} where version <> (select active_version from stats_state)
    `.execute(db)
    await sql`vacuum (analyze) ${sql.table(name)}`.execute(db)
  }
}

function figuresOf(matches: number, runs: readonly Run[]): Figure[] {
  const groupBy = { name: 'GROUP BY', values: runs.map((run) => run.groupBy) }
  const peer = runs.flatMap((run) => run.duckdb ?? [])
  const values = runs.map((run) => run.rebuild)
  const duckdb = { name: 'DuckDB', values: peer }
  return [
    {
      name: 'rebuild',
      unit: 's',
      values,
      floor: groupBy,
      target: { of: 'ratio', is: '<=', bound: 6 },
    },
    ...(peer.length === 0
      ? []
      : [
          { name: 'rebuild', unit: 's', values, floor: duckdb },
          { name: 'GROUP BY', unit: 's', values: groupBy.values, floor: duckdb },
        ]),
    {
      name: 'player rows rebuilt',
      unit: 'rows/s',
      values: values.map((seconds) => (10 * matches) / seconds),
    },
  ]
}
