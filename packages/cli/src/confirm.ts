import { createInterface } from 'node:readline/promises'
import { surroundings } from './surroundings.ts'

/** Asks on standard error, reads a line of standard input; an end without an answer is a no. */
export async function confirm(question: string): Promise<boolean> {
  const { stdin, stderr } = surroundings()
  const lines = createInterface({ input: stdin, output: stderr })
  try {
    const ended = new Promise<string>((resolve) => lines.once('close', () => resolve('')))
    const answer = await Promise.race([lines.question(`${question} [y/N] `), ended])
    return /^y(es)?$/i.test(answer.trim())
  } finally {
    lines.close()
  }
}
