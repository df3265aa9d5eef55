import { afterAll, afterEach, expect } from 'vitest'

/** Test files share their process: what one of them replaces and does not put back, the next would meet. */
const globals = () => ({
  Date: globalThis.Date,
  clearTimeout: globalThis.clearTimeout,
  cwd: process.cwd(),
  exit: process.exit,
  fetch: globalThis.fetch,
  now: performance.now,
  setInterval: globalThis.setInterval,
  setTimeout: globalThis.setTimeout,
  stderr: process.stderr.write,
  stdout: process.stdout.write,
})

const before = globals()
const environment = { ...process.env }

// A command lets go of the channel to its parent; here that is the runner's, which keeps this process alive.
afterEach(() => process.channel?.ref())

afterAll(() => {
  const after = globals()
  const left = Object.entries(before).filter(([name, value]) => Object(after)[name] !== value)
  expect(
    left.map(([name]) => name),
    'replaced and not put back',
  ).toEqual([])
  expect(process.env).toEqual(environment)
})
