import { type AppError, type Ctx, ERRORS } from '@loadout/core'
import { type Caller, visitorHere, withCookies } from '../auth/guest-of.ts'
import { toAppError } from '../errors/to-app-error.ts'
import type { Kit } from '../kit.ts'
import { type Call, type Endpoint, endpoint } from './endpoint.ts'
import type { AtelierPath } from './paths.ts'

export interface Write<Sent> {
  readonly method: 'POST' | 'PUT'
  readonly path: AtelierPath
  /** What the request says; throws when that cannot be done. Nobody is made a guest before. */
  readonly read: (call: Call) => Promise<Sent>
  /** Who does it; by default who has signed in, or the guest with the cookie, or a new one. */
  readonly who?: (kit: Kit, call: Call) => Promise<Caller>
  readonly write: (ctx: Ctx, sent: Sent) => Promise<unknown>
  readonly done: () => Response
  /** The answer when it cannot be done. */
  readonly refused: () => Response
}

/**
 * A route that writes, through the verbs that all other callers use, so that what is wrong leaves nothing
 * behind. Who has become a guest gets the cookie whatever becomes of the request; a client that keeps no
 * cookies is somebody new each time.
 */
export function writeEndpoint<Sent>(kit: Kit, of: Write<Sent>): Endpoint {
  const { method, path, who = knownOrNew } = of
  const answer = endpoint(kit, 'write', async (call) => {
    let cookie: string | null = null
    try {
      const sent = await of.read(call)
      const caller = await who(kit, call)
      cookie = caller.cookie
      await of.write(call.as(caller.actor), sent)
      return withCookies(of.done(), [cookie])
    } catch (error) {
      const appError = toAppError(error)
      if (!isRefusal(appError)) throw appError
      return withCookies(of.refused(), [cookie])
    }
  })
  return { method, path, answer }
}

const knownOrNew = (kit: Kit, { c }: Call) => visitorHere(kit, c, { writes: true })

/** About the caller, not about what was sent: they are told as everywhere else. */
const OF_THE_CALLER = new Set<AppError['code']>([
  'FORBIDDEN',
  'RATE_LIMITED',
  'UNAUTHENTICATED',
  'BANNED',
  'MUTED',
])

/** Whether an error says that what was sent cannot be done, as it is or any more. */
function isRefusal({ code }: AppError): boolean {
  return ERRORS[code].status < 500 && !OF_THE_CALLER.has(code)
}
