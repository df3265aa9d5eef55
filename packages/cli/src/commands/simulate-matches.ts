import { MATCH_KINDS, type MatchKind, type MatchMix, simulateMatches } from '@loadout/simulator'
import { Command, Option } from 'commander'
import { wholeNumber } from '../arguments.ts'
import { writeAll } from '../write-all.ts'

interface SimulateOptions {
  readonly count: number
  readonly seed: string
  readonly compact?: true
  readonly kind?: readonly MatchKind[]
}

export function simulateMatchesCommand(): Command {
  return new Command('matches')
    .description('Print made-up raw matches, one JSON document a line; same seed, same matches.')
    .option('--count <number>', 'how many', wholeNumber(0), 100)
    .option('--seed <text>', 'which sequence', '1')
    .option('--compact', 'without locations: smaller, with the same statistics')
    .addOption(
      new Option('--kind <kind...>', 'only these, in equal parts').choices([...MATCH_KINDS]),
    )
    .action(async ({ count, seed, compact, kind }: SimulateOptions) => {
      const mix = kind && { mix: mixOf(kind) }
      await writeAll(lines(simulateMatches({ count, seed, compact: compact === true, ...mix })))
    })
}

function mixOf(kinds: readonly MatchKind[]): MatchMix {
  return Object.fromEntries(kinds.map((kind) => [kind, 1]))
}

function* lines(documents: Iterable<unknown>): Generator<string> {
  for (const document of documents) yield `${JSON.stringify(document)}\n`
}
