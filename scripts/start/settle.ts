/**
 * Waits for all, also after one has failed, so that nothing is still starting when the caller cleans up.
 * @throws the first failure
 */
export async function settleAll<T extends readonly unknown[]>(
  work: T,
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(work)
  return Promise.all(work)
}
