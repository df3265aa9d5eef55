import type { Services } from '../context.ts'
import { isShown } from '../privacy.ts'

/** A row joined with its player; all null when the player was erased. */
interface PlayedBy {
  readonly puuid: string | null
  readonly name: string | null
  readonly tag: string | null
  readonly consented_at: Date | null
}

/** Who played, as far as it may be shown: players who did not consent are nobody to others. */
export function identity(
  { playerPages }: Pick<Services, 'playerPages'>,
  { puuid, name, tag, consented_at }: PlayedBy,
): Omit<PlayedBy, 'consented_at'> {
  return isShown(playerPages, { consented_at })
    ? { puuid, name, tag }
    : { puuid: null, name: null, tag: null }
}
