import type { Ctx } from '@loadout/core'
import {
  moderationContract as contract,
  liftSanction,
  listSanctions,
  sanction,
} from '@loadout/core/moderation'

export const impose = (
  ctx: Ctx,
  accountId: number,
  kind: contract.SanctionKind,
  over: { readonly until?: string; readonly reason?: string } = {},
) => sanction(ctx, contract.sanctionInput.parse({ accountId, kind, reason: 'A test', ...over }))

export const lift = (ctx: Ctx, sanctionId: number, reason?: string) =>
  liftSanction(ctx, contract.liftInput.parse({ sanctionId, reason }))

export const sanctions = (ctx: Ctx, accountId: number, over: object = {}) =>
  listSanctions(ctx, contract.sanctionListInput.parse({ accountId, ...over }))

/** A moment so many minutes from now. */
export const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

/** Nothing holds. */
export const FREE = {
  muted: false,
  mutedUntil: null,
  banned: false,
  bannedUntil: null,
  shadowBanned: false,
}
