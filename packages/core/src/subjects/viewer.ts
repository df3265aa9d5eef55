import { type Actor, scopesOf } from '../actor.ts'
import type { Ctx } from '../context.ts'
import type { PlayerPages } from '../privacy.ts'

/** Who looks: an account, whether it moderates, and whose pages the installation shows. */
export interface Viewer {
  /** Null: nobody, or a key. */
  readonly accountId: number | null
  readonly isModerator: boolean
  readonly pages: PlayerPages
}

export function viewerOf({
  actor,
  playerPages: pages,
}: Pick<Ctx, 'actor' | 'playerPages'>): Viewer {
  return {
    accountId: actor.kind === 'account' ? actor.accountId : null,
    isModerator: isModerator(actor),
    pages,
  }
}

export const isModerator = (actor: Actor): boolean => scopesOf(actor).includes('moderation:write')
