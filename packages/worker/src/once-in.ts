/**
 * Passes an error on, unless the same was passed on within so many milliseconds: what fails many times a second is
 * said once in a while.
 */
export function onceIn(
  milliseconds: number,
  pass: (error: Error) => void,
  now: () => number = () => performance.now(),
): (error: Error) => void {
  const passedAt = new Map<string, number>()
  return (error) => {
    const at = now()
    for (const [message, since] of passedAt)
      if (at - since >= milliseconds) passedAt.delete(message)
    if (passedAt.has(error.message)) return
    passedAt.set(error.message, at)
    pass(error)
  }
}
