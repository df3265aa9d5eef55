import { actorName, isAppError } from '@loadout/core'
import {
  type accountsContract,
  asAttempt,
  type Grant,
  login,
  logout,
  logoutEverywhere,
  refreshSession,
  register,
  type SignedIn,
} from '@loadout/core/accounts'
import { adoptGuest, eraseAccount, type personalContract } from '@loadout/core/personal'
import type { z } from 'zod'
import type { TrpcContext } from '../trpc/context.ts'

type Contract = typeof accountsContract
type Input<Name extends keyof Contract> = z.output<Contract[Name]>
type SignedInAnswer = Input<'signedInOutput'>

/** `register` and what the browser gets. A guest keeps the account, and with it all that is theirs. */
export async function registerHere(
  ctx: TrpcContext,
  input: Input<'registerInput'>,
): Promise<SignedInAnswer> {
  if (!input.tokens) ctx.signIn.requireCookies()
  const { client } = ctx.signIn
  const guestId = await ctx.signIn.guestId()
  return answer(ctx, await register(ctx, input, { client, guestId, origin: ctx.origin() }), input)
}

/** `login` and what the browser gets. What the visitor had as a guest comes along. */
export async function loginHere(
  ctx: TrpcContext,
  input: Input<'loginInput'>,
): Promise<SignedInAnswer> {
  if (!input.tokens) ctx.signIn.requireCookies()
  const { client, attempts } = ctx.signIn
  const guestId = await ctx.signIn.guestId()
  const signedIn = await login(ctx, input, { client, attempts })
  if (guestId !== null) await adoptGuest(ctx, { guestId, accountId: signedIn.profile.id })
  return answer(ctx, signedIn, input)
}

function answer(
  ctx: TrpcContext,
  { profile, grant }: SignedIn,
  { tokens }: { readonly tokens: boolean },
): SignedInAnswer {
  if (tokens) return { profile, tokens: tokensOf(grant) }
  ctx.signIn.deliver(grant)
  return { profile, tokens: null }
}

function tokensOf({ accessToken, refreshToken, expiresIn }: Grant): SignedInAnswer['tokens'] {
  return { accessToken, refreshToken, expiresIn }
}

/** `refreshSession` by the token of the input, or by the cookie: then nothing is left of a session that is over. */
export async function refreshHere(
  ctx: TrpcContext,
  input: Input<'refreshInput'>,
): Promise<Input<'refreshOutput'>> {
  if (input.refreshToken !== undefined) {
    const grant = await refreshSession(ctx, input.refreshToken)
    return { expiresIn: grant.expiresIn, tokens: tokensOf(grant) }
  }
  const { signIn } = ctx
  signIn.requireCookies()
  const had = signIn.refreshCookie()
  try {
    const grant = await refreshSession(ctx, had ?? '')
    signIn.deliver(grant, { had })
    return { expiresIn: grant.expiresIn, tokens: null }
  } catch (error) {
    if (isAppError(error, 'SESSION_ENDED') || isAppError(error, 'BANNED')) signIn.clear()
    throw error
  }
}

/** `logout` by the token of the input, or by the cookie, of which nothing is left then. */
export async function logoutHere(
  ctx: TrpcContext,
  input: Input<'logoutInput'>,
): Promise<Input<'endedOutput'>> {
  if (input.refreshToken !== undefined) return await logout(ctx, input.refreshToken)
  const ended = await logout(ctx, ctx.signIn.refreshCookie())
  ctx.signIn.clear()
  return ended
}

/** `eraseAccount`, and no cookie is left. */
export async function eraseHere(
  ctx: TrpcContext,
  input: z.output<typeof personalContract.eraseInput>,
): Promise<z.output<typeof personalContract.eraseOutput>> {
  const erased = await eraseAccount(ctx, input)
  ctx.signIn.clear()
  return erased
}

/** `logoutEverywhere`, and no cookie is left. */
export async function logoutEverywhereHere(ctx: TrpcContext): Promise<Input<'endedOutput'>> {
  const ended = await logoutEverywhere(ctx)
  ctx.signIn.clear()
  return ended
}

/** What takes the password or a code of who is signed in already: a stolen session is no way to guess on. */
export function provenHere<Result>(
  { actor, signIn }: TrpcContext,
  work: () => Promise<Result>,
): Promise<Result> {
  const keys = { account: actorName(actor), network: signIn.client.network }
  return asAttempt(signIn.attempts, keys, work)
}
