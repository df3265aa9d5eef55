import type { RevisionSource } from '@loadout/core'

/**
 * A source that is asked for is looked at this often, milliseconds: what a busy answer is behind, plus
 * the time its load takes. A look is one row by key, so twenty a second are not felt.
 */
export const LOOK_EVERY_MS = 50

/** What one process knows about the present revision of a source, and since when. */
export interface Sightings {
  /** The revision of the latest look; undefined before the first. */
  readonly present: string | undefined
  /** Whether it is time for another look; nobody else is told so until then. */
  claimLook(): boolean
  look(source: RevisionSource): Promise<string>
  /** Whether this revision was the present one at some moment within the last `maxStaleMs`. */
  isRecent(revision: string): boolean
}

/** `now` in milliseconds, of a clock that never goes back. */
export function createSightings(maxStaleMs: number, now: () => number): Sightings {
  /** When each revision was seen last: when the look began, because it was right then at the earliest. */
  const seenAt = new Map<string, number>()
  let present: { readonly revision: string; readonly at: number } | undefined
  let claimedAt = Number.NEGATIVE_INFINITY

  function see(revision: string, at: number): void {
    for (const [old, last] of seenAt) if (now() - last > maxStaleMs) seenAt.delete(old)
    seenAt.set(revision, Math.max(at, seenAt.get(revision) ?? at))
    if (present === undefined || at >= present.at) present = { revision, at }
  }

  return {
    get present() {
      return present?.revision
    },
    claimLook() {
      if (now() - claimedAt < LOOK_EVERY_MS) return false
      claimedAt = now()
      return true
    },
    async look(source) {
      const at = now()
      const revision = await source.revision()
      see(revision, at)
      return revision
    },
    isRecent(revision) {
      const last = seenAt.get(revision)
      return last !== undefined && now() - last <= maxStaleMs
    },
  }
}
