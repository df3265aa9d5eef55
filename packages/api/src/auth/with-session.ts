import { actorName } from '@loadout/core'
import {
  type accountsContract,
  asAttempt,
  login,
  logout,
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
  const { client } = ctx.signIn
  const guestId = await ctx.signIn.guestId()
  return answer(ctx, await register(ctx, input, { client, guestId }), input)
}

/** `login` and what the browser gets. What the visitor had as a guest comes along. */
export async function loginHere(
  ctx: TrpcContext,
  input: Input<'loginInput'>,
): Promise<SignedInAnswer> {
  const { client, attempts } = ctx.signIn
  const guestId = await ctx.signIn.guestId()
  const signedIn = await login(ctx, input, { client, attempts })
  if (guestId !== null) await adoptGuest(ctx, { guestId, accountId: signedIn.profile.id })
  return answer(ctx, signedIn, input)
}

function answer(
  ctx: TrpcContext,
  { profile, grant }: SignedIn,
  input: { readonly tokens: boolean },
): SignedInAnswer {
  return { profile, tokens: ctx.signIn.deliver(grant, { asTokens: input.tokens }) }
}

/** `refreshSession` by cookie or by the token of the input. A session that is over leaves no cookie behind. */
export async function refreshHere(
  ctx: TrpcContext,
  input: Input<'refreshInput'>,
): Promise<Input<'refreshOutput'>> {
  const { signIn } = ctx
  const token = signIn.refreshToken(input.refreshToken) ?? ''
  const grant = await signIn.clearIfEnded(refreshSession(ctx, token))
  const tokens = signIn.deliver(grant, { asTokens: input.refreshToken !== undefined })
  return { expiresIn: grant.expiresIn, tokens }
}

/** `logout`, and no cookie is left. */
export async function logoutHere(
  ctx: TrpcContext,
  input: Input<'logoutInput'>,
): Promise<Input<'endedOutput'>> {
  const ended = await logout(ctx, ctx.signIn.refreshToken(input.refreshToken))
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

/** `eraseAccount`, and no cookie is left. */
export async function eraseHere(
  ctx: TrpcContext,
  input: z.output<typeof personalContract.eraseInput>,
): Promise<z.output<typeof personalContract.eraseOutput>> {
  const erased = await eraseAccount(ctx, input)
  ctx.signIn.clear()
  return erased
}
