import type { Services } from '@loadout/core'
import { type Admitted, findGone } from '@loadout/core/accounts'

/** How often it is asked whether those who listen still may, milliseconds: nobody does for a second longer. */
const WATCH_MS = 600

export interface Watched extends Admitted {
  /** When what proved who it is runs out, milliseconds since 1970. */
  readonly until: number
}

/**
 * Looks after those who were let in, as long as there are any: calls back for each who would not be let in now. Asked of
 * the database, since whatever ends a session writes there, and no message about it can be lost. Returns what begins it,
 * to be called whenever somebody comes.
 */
export function createWatch<Who extends Watched>(
  services: Pick<Services, 'db' | 'clock' | 'log'>,
  watched: ReadonlySet<Who>,
  end: (who: Who) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined

  async function look(): Promise<void> {
    const now = services.clock.now().getTime()
    for (const who of watched) if (who.until <= now) end(who)
    try {
      for (const who of await findGone(services, [...watched])) end(who)
    } catch (error) {
      // Nothing is read for anybody either, as long as the database does not answer.
      services.log.warn('streams cannot be checked', { error, streams: watched.size })
    }
  }

  function begin(): void {
    if (timer !== undefined || watched.size === 0) return
    timer = setTimeout(async () => {
      await look()
      timer = undefined
      begin()
    }, WATCH_MS).unref()
  }

  return begin
}
