import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { amplifyText, simulateMatches } from '@loadout/simulator'

/** A raw document as its source sends it. */
export interface RawText {
  readonly source: 'riot' | 'riot-client' | 'henrik-v4'
  readonly name: string
  readonly text: string
}

/** Where real documents may lie, from the root: beside the checkout, never in it. */
const REAL = '../shared/data/matches'
const FOLDERS = [
  ['official', 'riot'],
  ['client', 'riot-client'],
  ['henrik-v4', 'henrik-v4'],
] as const

/** What a competitive match of VAL-MATCH-V1 measures. */
const REAL_SIZE = 320_000

/** The real documents when they are there, else simulated ones of the same shape and size. */
export function sampleDocuments(root: string): readonly RawText[] {
  const real = FOLDERS.flatMap(([folder, source]) => readFolder(join(root, REAL, folder), source))
  if (real.length > 0) return real
  return [...simulateMatches({ seed: 'bench', count: 12, mix: { competitive: 1 } })].map(
    (document, index) => ({
      source: 'riot',
      name: `simulated ${index}`,
      text: JSON.stringify(document),
    }),
  )
}

function readFolder(folder: string, source: RawText['source']): readonly RawText[] {
  if (!existsSync(folder)) return []
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return files.map((file) => ({
    source,
    name: file,
    // Copies are lines of NDJSON, so the text must be one line.
    text: JSON.stringify(JSON.parse(readFileSync(join(folder, file), 'utf8'))),
  }))
}

/** The competitive match of VAL-MATCH-V1 whose size is nearest to the usual one. */
export function templateDocument(root: string): RawText {
  const candidates = sampleDocuments(root).filter(
    ({ source, text }) => source === 'riot' && text.includes('"queueId":"competitive"'),
  )
  const distance = ({ text }: RawText) => Math.abs(text.length - REAL_SIZE)
  const [nearest] = candidates.toSorted((a, b) => distance(a) - distance(b))
  if (nearest === undefined) throw new Error('no competitive match of VAL-MATCH-V1')
  return nearest
}

/** Players who take turns in the copies: a region's pool, so that most of them are met again. */
const POOL = 20_000

/** Distinct matches made of one: other ids, other players of a pool, other start. */
export function copies(template: RawText, count: number, seed: string): Generator<Buffer> {
  return amplifyText(template.text, count, { seed, players: POOL })
}

/** The same as lines of NDJSON. */
export function* lines(template: RawText, count: number, seed: string): Generator<Buffer> {
  for (const copy of copies(template, count, seed)) {
    yield copy
    yield NEWLINE
  }
}

const NEWLINE = Buffer.from('\n')
