import { pointerKeys, type Refusal } from '../../catalog/index.ts'
import type { PlacedDocument } from './placed-document.ts'

/** What may wait, all in all: more of them would have memory grow with the file. */
export const MAX_WAITING = { documents: 20_000, characters: 16 * 1024 * 1024 }

/**
 * Documents that were refused because what they belong to is not there: it may stand further on in the file,
 * so they are tried once more at its end. They are in quarantine meanwhile, which is true of them whenever the
 * import is interrupted. Those beyond `MAX_WAITING` stay there; importing the file once more takes them.
 */
export class Waiting {
  readonly #interrupted: ReadonlySet<number>
  readonly #limit: typeof MAX_WAITING
  #documents: PlacedDocument[] = []
  #characters = 0

  /** `interrupted`: rows that waited when the import was interrupted. */
  constructor(interrupted: readonly number[] = [], limit: typeof MAX_WAITING = MAX_WAITING) {
    this.#interrupted = new Set(interrupted)
    this.#limit = limit
  }

  /** Whether a row that is done already has to wait again. */
  waited(row: number): boolean {
    return this.#interrupted.has(row)
  }

  add(one: PlacedDocument): void {
    const characters = this.#characters + one.place.original.length
    const { length } = this.#documents
    if (length >= this.#limit.documents || characters > this.#limit.characters) return
    this.#documents.push(one)
    this.#characters = characters
  }

  /** All of them, so many at a time, each behind what it belongs to if that waits too. None waits afterwards. */
  *take(length: number): Generator<readonly PlacedDocument[], void, void> {
    const ordered = basesFirst(this.#documents)
    this.#documents = []
    this.#characters = 0
    for (let at = 0; at < ordered.length; at += length) yield ordered.slice(at, at + length)
  }
}

/** Whether it is one that may be taken later. */
export function lacksBase({ code, field }: Refusal): boolean {
  return code === 'PRODUCT_NOT_FOUND' && field.pointer === '/base'
}

function basesFirst(documents: readonly PlacedDocument[]): readonly PlacedDocument[] {
  const byKey = new Map(
    documents.flatMap((one) => pointerKeys(one.document).map((key) => [key, one] as const)),
  )
  const ordered = new Set<PlacedDocument>()
  for (const one of documents) {
    // From it to what it belongs to, and so on; a circle ends where it began.
    const line = new Set<PlacedDocument>()
    let next: PlacedDocument | undefined = one
    while (next !== undefined && !line.has(next) && !ordered.has(next)) {
      line.add(next)
      next = byKey.get(baseKey(next) ?? '')
    }
    for (const each of [...line].reverse()) ordered.add(each)
  }
  return [...ordered]
}

function baseKey({ document: { base } }: PlacedDocument): string | undefined {
  if (base === null) return undefined
  return pointerKeys(typeof base === 'number' ? { id: base } : { source: base })[0]
}
