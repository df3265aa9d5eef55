import { onTestFinished, vi } from 'vitest'

const EPOCH = Date.UTC(2026, 0, 1)

/** A clock that jumps from timer to timer: hours pass in milliseconds, and always in the same order. */
export class VirtualTime {
  /** Milliseconds since the start. */
  now = 0
  /** How far this device's own clock is off; what runs on timers is not. */
  clockErrorMs = 0
  #timers: { readonly id: number; readonly at: number; readonly run: () => void }[] = []
  #ids = 0

  /** Takes the place of the timers and the clock until `uninstall`. */
  install(): void {
    vi.stubGlobal('setTimeout', (run: () => void, ms = 0) => this.#add(run, ms))
    vi.stubGlobal('clearTimeout', (id: unknown) => {
      this.#timers = this.#timers.filter((timer) => timer.id !== id)
    })
    vi.spyOn(Date, 'now').mockImplementation(() => EPOCH + this.now + this.clockErrorMs)
  }

  uninstall(): void {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  }

  /** Lets time pass until `work` has settled; fails when nothing is left that could settle it. */
  async run<Result>(work: Promise<Result>): Promise<Result> {
    const progress = { settled: false }
    const settle = (): void => {
      progress.settled = true
    }
    work.then(settle, settle)
    for (;;) {
      await everythingReady()
      if (progress.settled) return work
      if (!this.#step()) throw new Error('nothing is left to happen')
    }
  }

  /** Timers that nobody has ended. */
  get waiting(): number {
    return this.#timers.length
  }

  async pass(ms: number): Promise<void> {
    await this.run(new Promise((resolve) => setTimeout(resolve, ms)))
  }

  #add(run: () => void, ms: number): number {
    this.#ids += 1
    this.#timers.push({ id: this.#ids, at: this.now + Math.max(0, ms), run })
    return this.#ids
  }

  #step(): boolean {
    const [first, ...others] = this.#timers
    if (first === undefined) return false
    const next = others.reduce((best, timer) => (timer.at < best.at ? timer : best), first)
    this.#timers = this.#timers.filter((timer) => timer !== next)
    this.now = Math.max(this.now, next.at)
    next.run()
    return true
  }
}

/** Virtual time until the end of this test. */
export function virtualTime(): VirtualTime {
  const time = new VirtualTime()
  time.install()
  onTestFinished(() => time.uninstall())
  return time
}

/** Promises go first: whatever can happen without time passing has happened. */
function everythingReady(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve)
  })
}
