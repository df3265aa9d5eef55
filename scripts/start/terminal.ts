import { inOrder } from './in-order.ts'

const STEPS = [
  'toolchain',
  'PostgreSQL',
  'Redis',
  'migrations',
  'operator',
  'API',
  'worker',
  'demo',
] as const

export type Step = (typeof STEPS)[number]

/** Runs one step of the set-up and reports it on the terminal with what came of it and the time it took. */
export async function step<T>(
  name: Step,
  action: () => Promise<T>,
  describe: (result: T) => string,
): Promise<T> {
  const started = performance.now()
  const result = await action()
  report(name, describe(result), performance.now() - started)
  return result
}

// Some steps run side by side; the faster one waits for its turn.
const sayInOrder = inOrder(say)

/** One line of progress, such as `[2/7] PostgreSQL   127.0.0.1:5433   1.1 s`, printed in the order of the steps. */
export function report(name: Step, what: string, milliseconds: number): void {
  const place = STEPS.indexOf(name)
  const number = `[${place + 1}/${STEPS.length}]`
  const seconds = `${(milliseconds / 1000).toFixed(1)} s`
  sayInOrder(place, `${number} ${name.padEnd(11)} ${what.padEnd(44)} ${seconds}`)
}

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

export function warn(text: string): void {
  process.stderr.write(`${text}\n`)
}
