import { ANONYMOUS } from '@loadout/core'
import { type AnyRouter, callTRPCProcedure } from '@trpc/server'
import { NO_SIGN_IN } from '../auth/sign-in.ts'
import type { Kit } from '../kit.ts'
import { createContext } from './create-context.ts'
import { startDeadline } from './deadline.ts'
import type { FastCall } from './fast-calls.ts'

/**
 * Runs a call with all its checks; the answer is the JSON that stock tRPC would make of it, in UTF-8. It
 * is for everybody who asks, now and later: nobody's key, budget or departure takes part in it, and who
 * is answered with it counts it. Throws what the procedure throws.
 */
export async function runShared(
  kit: Kit,
  router: AnyRouter,
  { path, inputText }: FastCall,
): Promise<Uint8Array<ArrayBuffer>> {
  const deadline = startDeadline(kit.deps.settings.requestBudgetMs, new AbortController().signal)
  try {
    const ctx = createContext(kit, {
      actor: ANONYMOUS,
      deadline,
      requestId: 'shared',
      idempotencyKey: null,
      origin: () => null,
      signIn: NO_SIGN_IN,
    })
    const data = await callTRPCProcedure({
      router,
      path,
      type: 'query',
      batchIndex: 0,
      signal: deadline.signal,
      getRawInput: async () => (inputText === '' ? undefined : JSON.parse(inputText)),
      ctx: { ...ctx, observe: () => {} },
    })
    return new TextEncoder().encode(JSON.stringify({ result: { data } }))
  } finally {
    deadline.clear()
  }
}
