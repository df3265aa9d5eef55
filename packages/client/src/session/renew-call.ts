import type { Outcome } from '../call.ts'
import { LoadoutError } from '../errors.ts'
import { sendCalls } from '../send.ts'
import type { Settings } from '../settings.ts'

/** Renews a session. Never sent in a batch: refresh cookies go to its path only. */
export const REFRESH = 'auth.refresh'

/** Sends the call that renews a session, always as a request of its own. Never throws. */
export async function sendRefresh(
  settings: Settings,
  json: string,
  signal: AbortSignal,
): Promise<Outcome> {
  const call = { kind: 'mutation', path: REFRESH, json, idempotencyKey: undefined } as const
  const [outcome] = await sendCalls(settings, [call], signal)
  return outcome ?? { ok: false, error: new LoadoutError('BAD_RESPONSE', 'No outcome') }
}

/** The same where the tokens are in cookies. */
export async function renewCookies(
  settings: Settings,
  signal: AbortSignal,
): Promise<Outcome<'renewed'>> {
  const outcome = await sendRefresh(settings, '{}', signal)
  return outcome.ok ? { ok: true, data: 'renewed' } : outcome
}
