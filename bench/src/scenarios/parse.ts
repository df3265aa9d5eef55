import { parseText, prepareDocument } from '@loadout/core/matches'
import { VALORANT as game } from '@loadout/core/sources'
import { nodeCodec } from '@loadout/infra'
import { type RawText, sampleDocuments } from '../harness/documents.ts'
import type { Figure } from '../harness/report.ts'
import { type Bench, RUNS, type Scenario } from '../harness/scenario.ts'
import { median } from '../harness/statistics.ts'

/** What is done to a document, from its text or its bytes. */
type Work = (document: Sample) => unknown

interface Sample extends RawText {
  readonly bytes: Uint8Array<ArrayBuffer>
}

const FLOOR: Work = ({ text }) => JSON.parse(text)
const SHRINK: Work = ({ text }) => parseText('auto', text, game)
const PREPARE: Work = ({ bytes }) =>
  prepareDocument({ codec: nodeCodec, game }, { line: 1, bytes, totalBytes: bytes.length }, 'auto')

/** Turns of each work per run; the works alternate, so that other load hits all of them alike. */
const TURNS = 15

export const parse: Scenario = {
  name: 'parse',
  summary: 'parse + shrink on one core: at least 0.45 of bare JSON.parse',
  async run(bench) {
    const all = sampleDocuments(bench.root).map(toSample)
    const samples = all.filter(isCounted)
    const sources = Map.groupBy(samples, ({ source }) => source)
    const groups = [['all sources', samples], ...sources] as const
    const turns = Math.max(5, Math.round(TURNS * bench.env.scale))
    for (const [, group] of groups) measureRun(bench, group, 5)
    const figures = groups.flatMap(([name, group]) => {
      bench.say(`${name}: ${group.length} documents`)
      const runs = Array.from({ length: RUNS }, () => measureRun(bench, group, turns))
      return figuresOf(name, group, runs)
    })
    const bytes = samples.reduce((sum, sample) => sum + sample.bytes.length, 0)
    const mean = Math.round(bytes / samples.length / 1_000)
    return {
      figures,
      notes: [
        `${samples.length} matches of ${mean} KB on average, from text in memory; prepare starts from bytes and`,
        'adds UTF-8 decoding, measures, rows, events, SHA-256 and zstd of the raw document.',
        `${all.length - samples.length} excluded documents are left out: hardly more than JSON.parse is done to them.`,
        `Each run is the median of ${turns} turns, in which the three works alternate.`,
      ],
    }
  },
}

function toSample(document: RawText): Sample {
  return { ...document, bytes: new TextEncoder().encode(document.text) }
}

function isCounted({ text }: Sample): boolean {
  return parseText('auto', text, game).kind === 'match'
}

interface Run {
  readonly floor: number
  readonly shrink: number
  readonly prepare: number
}

/** Seconds for all documents once, as the median over the turns. */
function measureRun(bench: Bench, samples: readonly Sample[], turns: number): Run {
  const seconds = { floor: [0], shrink: [0], prepare: [0] }
  for (const list of Object.values(seconds)) list.pop()
  for (let turn = 0; turn < turns; turn++) {
    bench.signal.throwIfAborted()
    seconds.floor.push(time(FLOOR, samples))
    seconds.shrink.push(time(SHRINK, samples))
    seconds.prepare.push(time(PREPARE, samples))
  }
  return {
    floor: median(seconds.floor),
    shrink: median(seconds.shrink),
    prepare: median(seconds.prepare),
  }
}

function time(work: Work, samples: readonly Sample[]): number {
  const started = performance.now()
  for (const sample of samples) work(sample)
  return (performance.now() - started) / 1_000
}

function figuresOf(name: string, samples: readonly Sample[], runs: readonly Run[]): Figure[] {
  const megabytes = samples.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6
  const rate = (amount: number, work: keyof Run) => runs.map((run) => amount / run[work])
  const floor = { name: 'JSON.parse', values: rate(megabytes, 'floor') }
  const target = { of: 'ratio', is: '>=', bound: 0.45 } as const
  return [
    {
      name: `parse + shrink, ${name}`,
      unit: 'MB/s',
      values: rate(megabytes, 'shrink'),
      floor,
      ...(name === 'all sources' ? { target } : {}),
    },
    {
      name: `parse + shrink, ${name}`,
      unit: 'documents/s',
      values: rate(samples.length, 'shrink'),
      floor: { name: 'JSON.parse', values: rate(samples.length, 'floor') },
    },
    {
      name: `prepareDocument, ${name}`,
      unit: 'documents/s',
      values: rate(samples.length, 'prepare'),
      floor: { name: 'JSON.parse', values: rate(samples.length, 'floor') },
    },
  ]
}
