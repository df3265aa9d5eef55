import type { Infra } from '@loadout/infra'
import { timeBaseSums } from '../harness/base-sums.ts'
import type { Figure } from '../harness/report.ts'
import { rollUpAll } from '../harness/roll-up-all.ts'
import { countRollupRows, forgetRollups, rollupTables } from '../harness/rollup-tables.ts'
import { type Bench, RUNS, type Scenario, scaled } from '../harness/scenario.ts'
import { seedMatches } from '../harness/seed-matches.ts'
import { startServices } from '../harness/services.ts'
import { resetStatements, statementTimes } from '../harness/statement-times.ts'

/** About fifteen seconds a run at the target: batches that add rows and, later, batches that meet them. */
const MATCHES = 50_000

export const rollup: Scenario = {
  name: 'rollup',
  summary: 'roll-up of stored matches in batches: at least 3,000 matches/s',
  async run(bench) {
    await using services = await startServices(bench)
    const { infra } = services
    const matches = scaled(bench, MATCHES)
    await seedMatches(infra, { matches, ...bench })
    const runs: Run[] = []
    for (let index = 0; index < RUNS; index++) {
      await forgetRollups(infra.db)
      runs.push(await measure(bench, infra))
      bench.say(`run ${index + 1}: ${(matches / (runs.at(-1)?.seconds ?? 0)).toFixed(0)} matches/s`)
    }
    return {
      figures: figuresOf(matches, runs, await rollupTables(infra.db)),
      notes: [
        `${matches} pending matches into empty roll-ups, which have ${await countRollupRows(infra.db)} rows at the end; one connection.`,
        'Floor: GROUP BY over the same player games with all sums of agent_rollup at its finest grain, in the same server.',
        'Shares are of the time that the server spent on the statements of a table, and, for the rest, of the wall clock.',
      ],
    }
  },
}

interface Run {
  readonly seconds: number
  readonly floor: number
  /** Seconds in the server, by table; `REST` is everything else. */
  readonly byTable: ReadonlyMap<string, number>
}

const REST = 'everything else'

async function measure(bench: Bench, infra: Infra): Promise<Run> {
  const floor = await timeBaseSums(infra)
  await resetStatements(infra)
  const seconds = await rollUpAll(bench, infra)
  const byTable = new Map<string, number>()
  for (const { query, milliseconds } of await statementTimes(infra)) {
    const table = tableOf(query)
    if (table !== undefined) byTable.set(table, (byTable.get(table) ?? 0) + milliseconds / 1_000)
  }
  const known = [...byTable.values()].reduce((sum, part) => sum + part, 0)
  return { seconds, floor, byTable: byTable.set(REST, seconds - known) }
}

/** The roll-up that a statement of this process fills, or reads for. */
function tableOf(query: string): string | undefined {
  if (query.includes('substring(events')) return 'weapon_rollup'
  return /insert into "(\w+_rollup)"/.exec(query)?.[1]
}

function figuresOf(matches: number, runs: readonly Run[], tables: readonly string[]): Figure[] {
  return [
    {
      name: 'rolled up',
      unit: 'matches/s',
      values: runs.map(({ seconds }) => matches / seconds),
      floor: { name: 'GROUP BY', values: runs.map(({ floor }) => matches / floor) },
      target: { of: 'value', is: '>=', bound: 3_000 },
    },
    ...[...tables, REST].map((table) => ({
      name: `share of ${table}`,
      unit: '%',
      values: runs.map(({ byTable, seconds }) => (100 * (byTable.get(table) ?? 0)) / seconds),
    })),
  ]
}
