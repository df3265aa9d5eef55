/** Tabs and retries of one client come within this time of each other, milliseconds. */
export const GRACE_MS = 10_000

/**
 * So long no successor is made, milliseconds. A late answer to the token before must not overwrite what the browser
 * keeps of the successor's successor: answers are made for one grace, and take less than another to arrive.
 */
export const ROTATE_AFTER_MS = 2 * GRACE_MS

/** Who is who among the generations of a session. */
export interface Lineage {
  /** Of the token that is good now. */
  readonly generation: number
  /** Of the token that it was given for; those between the two are void. -1: signing in gave it. */
  readonly previousGeneration: number
}

export interface RefreshState extends Lineage {
  /** Whether somebody has shown a token of the present generation, the access or the refresh token: its answer arrived. */
  readonly isUsed: boolean
  /** When the present generation was made. */
  readonly rotatedAt: Date
  /** The database's clock: there is one. */
  readonly now: Date
}

/**
 * What becomes of a refresh token that is proven to be of this session:
 *
 * | presented | when | |
 * |---|---|---|
 * | the present one | at least 20 s old | `rotate`: it makes its successor |
 * | the present one | younger | `repeat`: answered with itself, and used from then on |
 * | the one before | within 10 s of its successor | `repeat`: tabs and retries get the same successor |
 * | the one before | its successor was never used | `replace`: the answer was lost; another successor, this one is void |
 * | the one before | else | `stolen` |
 * | any other: older, or void | | `stolen` |
 *
 * A lost answer is not given again, since it may not be lost but with somebody who waits: two parties with the same
 * token could not be told apart ever after. So they get different ones, and as soon as both have used what they
 * got, one of them has shown a token that no client has who is alone.
 */
export function decideRefresh(
  { generation, previousGeneration, isUsed, rotatedAt, now }: RefreshState,
  presented: number,
): 'rotate' | 'repeat' | 'replace' | 'stolen' {
  const age = now.getTime() - rotatedAt.getTime()
  if (presented === generation) return age < ROTATE_AFTER_MS ? 'repeat' : 'rotate'
  if (presented !== previousGeneration) return 'stolen'
  if (age < GRACE_MS) return 'repeat'
  return isUsed ? 'stolen' : 'replace'
}

/**
 * What an access token of this generation is worth: those of the present one and of the one before are good, as long
 * as they have not expired. One that was replaced (`void`) shows that there are two parties.
 */
export function standingOf(
  { generation, previousGeneration }: Lineage,
  presented: number,
): 'good' | 'old' | 'void' {
  if (presented === generation || presented === previousGeneration) return 'good'
  return presented < previousGeneration ? 'old' : 'void'
}
