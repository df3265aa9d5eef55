import { isAppError } from '../errors.ts'
import type { AttemptKeys, Attempts } from '../ports/attempts.ts'

/**
 * Does what takes a password or a code. It counts as an attempt, unless what was given was right or was never
 * looked at. Throws RATE_LIMITED after too many wrong ones, and what `work` throws.
 */
export async function asAttempt<Result>(
  attempts: Attempts,
  keys: AttemptKeys,
  work: () => Promise<Result>,
): Promise<Result> {
  await attempts.take(keys)
  let wasWrong = false
  try {
    return await work()
  } catch (error) {
    wasWrong = isWrongGuess(error)
    throw error
  } finally {
    if (!wasWrong) await attempts.giveBack(keys)
  }
}

function isWrongGuess(error: unknown): boolean {
  return isAppError(error, 'WRONG_CREDENTIALS') || isAppError(error, 'WRONG_CODE')
}
