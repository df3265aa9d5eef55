/** A value with a revision that a test may change, and how often it was loaded. */
export interface TestValue {
  /** What it is at present. */
  readonly now: { revision: string; value: unknown }
  readonly loads: { count: number }
  readonly load: () => Promise<unknown>
  /** Loads wait, after they have read, until the answer is called. */
  hold(): () => void
}

export function createTestValue(revision: string, value: unknown): TestValue {
  const now = { revision, value }
  const loads = { count: 0 }
  let held: Promise<void> = Promise.resolve()
  return {
    now,
    loads,
    async load() {
      loads.count += 1
      const read = now.value
      await held
      return read
    },
    hold() {
      const gate = Promise.withResolvers<void>()
      held = gate.promise
      return () => {
        held = Promise.resolve()
        gate.resolve()
      }
    },
  }
}
