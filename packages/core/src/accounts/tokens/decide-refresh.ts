/** Tabs and retries of one client come within this time of each other, milliseconds. */
export const GRACE_MS = 10_000

export interface RefreshState {
  /** Of the token that is good now. */
  readonly generation: number
  /** Since then. */
  readonly rotatedAt: Date
  /** The latest generation whose access token somebody has used: its answer arrived. */
  readonly seenGeneration: number
  /** The database's clock: there is one. */
  readonly now: Date
}

/**
 * What becomes of a refresh token that is proven to be of this session:
 *
 * | presented | when | |
 * |---|---|---|
 * | the present one | at least 10 s old | `rotate`: it makes its successor |
 * | the present one | younger | `repeat`: answered with itself, so that two rotations are never within one grace |
 * | the one before | within 10 s of its successor | `repeat`: tabs and retries get the same successor |
 * | the one before | its successor was never used | `repeat`: the answer was lost |
 * | the one before | else | `stolen` |
 * | any older one | | `stolen` |
 *
 * A successor is used when its access token is, see `authenticateSession`.
 */
export function decideRefresh(
  { generation, rotatedAt, seenGeneration, now }: RefreshState,
  presented: number,
): 'rotate' | 'repeat' | 'stolen' {
  const age = now.getTime() - rotatedAt.getTime()
  if (presented === generation) return age >= GRACE_MS ? 'rotate' : 'repeat'
  if (presented !== generation - 1) return 'stolen'
  return age < GRACE_MS || seenGeneration < generation ? 'repeat' : 'stolen'
}
