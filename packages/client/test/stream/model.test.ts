import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StreamEvent } from '../../src/stream/subscriber.ts'
import { rawClient } from '../support/calls.ts'
import { EventServer, type Line, refusal } from '../support/event-server.ts'
import { CHANNELS } from '../support/streams.ts'
import { VirtualTime } from '../support/virtual-time.ts'

// Fixed, so that a failure is one for everybody; a run with another one is a new search.
const RUNS = { numRuns: 150, seed: 20_260_802 }

type Trouble =
  | 'end'
  | 'cut'
  | 'half an event'
  | 'garbage'
  | 'silence'
  | 'wipe'
  | 'refusals'
  | 'join'

interface Action {
  readonly afterMs: number
  /** How many events happen then. */
  readonly events: number
  readonly trouble: Trouble | undefined
}

const actions: fc.Arbitrary<readonly Action[]> = fc.array(
  fc.record({
    afterMs: fc.oneof(fc.constant(0), fc.nat(500), fc.nat(12_000), fc.constant(45_000)),
    events: fc.nat(4),
    trouble: fc.option(
      fc.constantFrom<Trouble>(
        ...([
          'end',
          'cut',
          'half an event',
          'garbage',
          'silence',
          'wipe',
          'refusals',
          'join',
        ] as const),
      ),
      { nil: undefined },
    ),
  }),
  { minLength: 3, maxLength: 30 },
)

const LAST_WORDS = {
  end: (line: Line) => line.end(),
  cut: (line: Line) => line.cut(),
  garbage: (line: Line) => line.say('data: <html>\nid: 9.9\n\n'),
  'half an event': (line: Line) => {
    line.say('data: {"type":"event","n":9}\nid: 9.9')
    line.end()
  },
  wipe: (line: Line) => line.end(),
  refusals: (line: Line) => line.end(),
}

/** Numbers events, and keeps them until it is wiped. */
class Model {
  readonly time = new VirtualTime()
  readonly server = new EventServer(
    () => this.time.now,
    (line) => this.#open(line),
  )
  /** How many events have happened. */
  happened = 0
  #epoch = 1
  #wipedAt = 0
  #refusals = 0
  /** Lines that bring nothing any more, and nobody knows. */
  readonly #dead = new Set<Line>()

  async act({ afterMs, events, trouble }: Action): Promise<void> {
    for (let left = afterMs; left > 0; left -= 15_000) {
      await this.time.pass(Math.min(left, 15_000))
      for (const line of this.#living) line.ping()
    }
    for (let n = 0; n < events; n += 1) this.#happen()
    if (trouble !== undefined && trouble !== 'join') this.#make(trouble)
    await this.time.pass(0)
  }

  get #living(): readonly Line[] {
    return this.server.open.filter((line) => !this.#dead.has(line))
  }

  #open(line: Line): Response | undefined {
    this.#refusals -= 1
    if (this.#refusals >= 0) return refusal('UNAVAILABLE', 503, { retryable: true })
    line.connect(40_000)
    const [epoch, seq] = (line.input.lastEventId ?? '').split('.').map(Number)
    if (epoch === this.#epoch && seq !== undefined && seq >= this.#wipedAt) {
      for (let n = seq + 1; n <= this.happened; n += 1) this.#tell(line, n)
    } else {
      const type = line.input.lastEventId === undefined ? 'start' : 'resync'
      line.tell({ type }, `${this.#epoch}.${this.happened}`)
    }
    return undefined
  }

  #happen(): void {
    this.happened += 1
    for (const line of this.#living) this.#tell(line, this.happened)
  }

  #tell(line: Line, n: number): void {
    line.tell({ type: 'event', n }, `${this.#epoch}.${n}`)
  }

  #make(trouble: Exclude<Trouble, 'join'>): void {
    if (trouble === 'refusals') this.#refusals = 3
    if (trouble === 'wipe') {
      this.#epoch += 1
      this.happened += 5
      this.#wipedAt = this.happened
    }
    for (const line of this.#living) {
      if (trouble === 'silence') this.#dead.add(line)
      else LAST_WORDS[trouble](line)
    }
  }
}

/** Checks what one subscriber takes, event by event. */
class Reader {
  readonly faults: string[] = []
  /** Up to where it knows everything; undefined: it has not begun. */
  known: number | undefined
  #last = 0
  readonly #model: Model

  constructor(model: Model) {
    this.#model = model
  }

  take(event: StreamEvent & { readonly n?: unknown }): void {
    if (event.type !== 'event') {
      if (event.type === 'start' && this.known !== undefined) this.faults.push('a second start')
      this.known = this.#model.happened
      this.#last = 0
      return
    }
    const n = Number(event.n)
    if (this.known === undefined) this.faults.push(`${n} before the start`)
    else if (n > this.known + 1) this.faults.push(`${n} after ${this.known}`)
    if (n <= this.#last) this.faults.push(`${n} again`)
    this.#last = n
    this.known = Math.max(this.known ?? 0, n)
  }
}

describe('whatever happens to the line', () => {
  it('nobody misses anything without a word, and everybody is up to date in the end', async () => {
    await fc.assert(
      fc.asyncProperty(actions, async (all) => {
        const model = new Model()
        model.time.install()
        try {
          expect(await runThrough(model, all)).toEqual([])
        } finally {
          model.time.uninstall()
        }
      }),
      RUNS,
    )
  })
})

async function runThrough(model: Model, all: readonly Action[]): Promise<readonly string[]> {
  const client = rawClient({ url: 'https://api.test', fetch: model.server.fetch })
  const readers: Reader[] = []
  const streams = new Set<AsyncGenerator>()
  const join = () => {
    const reader = new Reader(model)
    const stream = client.subscribe('live.events', CHANNELS)
    readers.push(reader)
    streams.add(stream)
    void (async () => {
      for await (const event of stream) reader.take(event)
    })()
  }
  join()
  for (const action of all) {
    await model.act(action)
    if (action.trouble === 'join') join()
  }
  for (let minutes = 0; minutes < 2; minutes += 1) {
    await model.act({ afterMs: 60_000, events: 1, trouble: undefined })
  }
  const faults = readers.flatMap(({ faults: own, known }) =>
    known === model.happened ? own : [...own, `knows ${known} of ${model.happened}`],
  )
  if (model.server.open.length !== 1) faults.push(`${model.server.open.length} lines`)
  await model.time.run(Promise.all([...streams].map((stream) => stream.return(undefined))))
  await model.time.pass(0)
  if (model.time.waiting > 0) faults.push(`${model.time.waiting} timers left`)
  return faults
}
