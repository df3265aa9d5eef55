import type { Ctx } from '@loadout/core'
import { ingestStream } from '@loadout/core/matches'
import type { Infra } from '@loadout/infra'
import { type MatchMix, simulateMatches } from '@loadout/simulator'

/** Kinds that are counted, in the shares in which they are played. */
const MIX: MatchMix = {
  competitive: 62,
  unrated: 10,
  swiftplay: 9,
  spikerush: 3,
  surrender: 6,
  draw: 1,
}

const DAY_MS = 86_400_000
const POPULATION = 2_000

/** Simulates matches over so many days and takes them in the normal way. */
export async function ingestTemplates(
  infra: Infra,
  options: {
    readonly count: number
    readonly days: number
    readonly signal?: AbortSignal | undefined
  },
): Promise<void> {
  const { count, days, signal } = options
  const ctx: Ctx = { ...infra, actor: { kind: 'system', name: 'bench' }, ...(signal && { signal }) }
  const documents = simulateMatches({
    seed: 'bench',
    count,
    mix: MIX,
    players: POPULATION,
    intervalMs: (days * DAY_MS) / count,
    compact: true,
  })
  const { accepted } = await ingestStream(ctx, {
    chunks: toLines(documents),
    source: 'riot',
    origin: 'bench',
  })
  if (accepted !== count) throw new Error(`only ${accepted} of ${count} documents were accepted`)
}

async function* toLines(documents: Iterable<object>): AsyncGenerator<Uint8Array> {
  for (const document of documents) yield Buffer.from(`${JSON.stringify(document)}\n`)
}
