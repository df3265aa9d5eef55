import { Presets, SingleBar } from 'cli-progress'
import { count, duration, megabytes, plural } from '../format.ts'
import { surroundings } from '../surroundings.ts'
import { tell } from '../terminal.ts'
import type { Tally } from './tally.ts'

const BAR_EVERY_MS = 100
const LINE_EVERY_MS = 5_000

/** A bar on a terminal, a line every few seconds elsewhere. Returns what ends it. */
export function showProgress(tally: Tally, totalBytes: number | null): () => void {
  const startedAt = performance.now()
  return showBar({
    totalBytes,
    bytes: () => tally.bytes,
    text: () => progressText(tally, (performance.now() - startedAt) / 1000, totalBytes),
  })
}

export interface Shown {
  /** Null: not known. */
  readonly totalBytes: number | null
  bytes(): number
  text(): string
}

/** The same for anything that reads files. */
export function showBar({ totalBytes, bytes, text }: Shown): () => void {
  const { stderr } = surroundings()
  if (!stderr.isTTY || totalBytes === null) {
    const timer = setInterval(() => tell(text()), LINE_EVERY_MS)
    return () => clearInterval(timer)
  }
  const bar = new SingleBar(
    { format: '{bar} {percentage}% | {text}', gracefulExit: false, stream: stderr },
    Presets.shades_classic,
  )
  bar.start(totalBytes, 0, { text: '' })
  const update = () => bar.update(Math.min(bytes(), totalBytes), { text: text() })
  const timer = setInterval(update, BAR_EVERY_MS)
  return () => {
    clearInterval(timer)
    update()
    bar.stop()
  }
}

/** Rates are means since the start; the time left is by bytes, because documents are counted only when stored. */
export function progressText(
  tally: Pick<Tally, 'documents' | 'bytes'>,
  seconds: number,
  totalBytes: number | null,
): string {
  const documents = tally.documents()
  const perSecond = (amount: number) => (seconds > 0 ? amount / seconds : 0)
  const parts = [
    plural(documents, 'document'),
    `${count(perSecond(documents))}/s`,
    `${megabytes(perSecond(tally.bytes))}/s`,
  ]
  if (totalBytes !== null && tally.bytes > 0) {
    const left = Math.max(0, totalBytes - tally.bytes)
    parts.push(`ETA ${duration(left / perSecond(tally.bytes))}`)
  }
  return parts.join(' | ')
}
