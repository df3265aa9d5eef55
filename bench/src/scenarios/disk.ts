import type { Ctx } from '@loadout/core'
import { ingestStream, parseText } from '@loadout/core/matches'
import { VALORANT as game } from '@loadout/core/sources'
import type { Infra } from '@loadout/infra'
import { sql } from 'kysely'
import { type DiskUsage, diskUsage } from '../harness/disk-usage.ts'
import { copies, type RawText, sampleDocuments } from '../harness/documents.ts'
import type { Figure } from '../harness/report.ts'
import { rollUpAll } from '../harness/roll-up-all.ts'
import { type Bench, type Scenario, scaled } from '../harness/scenario.ts'
import { seedMatches } from '../harness/seed-matches.ts'
import { startServices } from '../harness/services.ts'

const SIMULATED = 100_000
const AMPLIFIED = 5_000

export const disk: Scenario = {
  name: 'disk',
  summary: 'PostgreSQL beyond the compressed events: at most 1.6 kB per match',
  async run(bench) {
    const seeded = await measure(bench, 'simulated', async (infra) => {
      await seedMatches(infra, { matches: scaled(bench, SIMULATED), ...bench })
    })
    const samples = sampleDocuments(bench.root).filter(isCounted)
    const amplified = await measure(bench, 'amplified', (infra) =>
      ingestCopies(bench, infra, samples),
    )
    return {
      figures: [...figuresOf('simulated', seeded), ...figuresOf('amplified', amplified)],
      notes: [
        `Simulated: ${seeded.fresh.matches} matches. Amplified: ${amplified.fresh.matches} copies of ${samples.length} documents, ingested as they come.`,
        'match and player_match with indexes and TOAST, less the length of the events; one run, because the same rows take the same space.',
        'Values: of the columns alone, without row headers, page overhead, indexes and events.',
        'Roll-ups are larger per match the fewer matches share their rows; the rest are players, ratings, queues and the catalogue.',
      ],
    }
  },
}

interface Measured {
  readonly fresh: DiskUsage
  readonly reindexed: DiskUsage
}

async function measure(
  bench: Bench,
  name: string,
  fill: (infra: Infra) => Promise<void>,
): Promise<Measured> {
  const folder = `${bench.dir}/${name}`
  await using services = await startServices({ ...bench, dir: folder })
  const { infra } = services
  await fill(infra)
  await rollUpAll(bench, infra)
  const fresh = await diskUsage(infra)
  await sql`reindex table match`.execute(infra.db)
  await sql`reindex table player_match`.execute(infra.db)
  const reindexed = await diskUsage(infra)
  bench.say(`${name}: ${(fresh.beyondEvents / fresh.matches).toFixed(0)} bytes a match`)
  return { fresh, reindexed }
}

function isCounted({ text }: RawText): boolean {
  return parseText('auto', text, game).kind === 'match'
}

async function ingestCopies(
  bench: Bench,
  infra: Infra,
  samples: readonly RawText[],
): Promise<void> {
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'bench' }, signal: bench.signal }
  const each = Math.ceil(scaled(bench, AMPLIFIED) / samples.length)
  const chunks = turns(samples.map((sample, index) => copies(sample, each, `disk ${index}`)))
  const { accepted } = await ingestStream(ctx, { chunks, source: 'auto', origin: 'bench' })
  if (accepted < each * samples.length) throw new Error(`only ${accepted} copies were accepted`)
}

/** One line of each in turn, until they end. */
async function* turns(lists: readonly Generator<Buffer>[]): AsyncGenerator<Uint8Array> {
  for (;;) {
    for (const list of lists) {
      const { value, done } = list.next()
      if (done === true) return
      yield value
      yield NEWLINE
    }
  }
}

const NEWLINE = Buffer.from('\n')

function figuresOf(name: string, { fresh, reindexed }: Measured): Figure[] {
  const perMatch = (usage: DiskUsage, bytes: number) => [bytes / usage.matches]
  const floor = { name: 'values', values: perMatch(fresh, fresh.values) }
  const target = { of: 'value', is: '<=', bound: 1_600 } as const
  const figure = (what: string, values: readonly number[]): Figure => ({
    name: `${name}: ${what}`,
    unit: 'B/match',
    values,
  })
  return [
    { ...figure('beyond events', perMatch(fresh, fresh.beyondEvents)), floor, target },
    { ...figure('beyond events, reindexed', perMatch(reindexed, reindexed.beyondEvents)), floor },
    ...Object.entries(fresh.parts).map(([part, bytes]) => figure(part, perMatch(fresh, bytes))),
    figure('events', perMatch(fresh, fresh.events)),
    figure('roll-ups', perMatch(fresh, fresh.rollups)),
    figure('the rest', perMatch(fresh, fresh.rest)),
  ]
}
