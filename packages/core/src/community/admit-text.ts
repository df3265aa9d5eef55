import type { Kysely } from 'kysely'
import type { Ctx } from '../context.ts'
import type { Database } from '../db/database.ts'
import { countText } from './admit-queries.ts'
import type { HoldRule, Status } from './contract.ts'
import { requireUnsanctioned } from './require-unsanctioned.ts'
import { type ReadText, screenText } from './screen-text.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000

/** How a text may appear. */
export interface Admission {
  readonly status: Extract<Status, 'visible' | 'held' | 'shadowed'>
  /** The rule by which it waits for a moderator; null: it does not. */
  readonly cause: HoldRule | null
}

export interface NewTexts {
  readonly accountId: number
  readonly texts: readonly string[]
  /** Addresses of what all will see beside them. */
  readonly photos?: readonly string[] | undefined
}

/**
 * Whether somebody may publish these texts, and how they appear: to all, to nobody until a moderator has
 * looked, or to their author alone. Before the transaction stores anything of the account; the row of a text
 * that is there already is locked first. Throws MUTED, BANNED, and UNAUTHENTICATED when the account is gone.
 */
export async function admitText(
  ctx: Pick<Ctx, 'clock' | 'markdown' | 'moderation'>,
  tx: Kysely<Database>,
  { accountId, texts, photos = [] }: NewTexts,
): Promise<Admission> {
  const now = ctx.clock.now()
  const { maxTextsPerMinute: most, newAccountHours } = ctx.moderation
  const ago = (ms: number) => new Date(now.getTime() - ms)
  const voice = requireUnsanctioned(
    await countText(tx, {
      ...{ accountId, now, most },
      since: ago(MINUTE_MS),
      newSince: ago(newAccountHours * HOUR_MS),
    }),
  )
  if (voice.shadowBanned) return { status: 'shadowed', cause: null }
  const checksLinks = newAccountHours > 0 && voice.isNew
  const read = texts.map((source) => ({ source, ...ctx.markdown.read(source) }))
  const leadsAway =
    read.some(({ hasLink }) => hasLink) ||
    photos.some((photo) => !isFrom(photo, ctx.moderation.photoHosts))
  const cause = await ruleAgainst(tx, read, {
    hasLink: checksLinks && leadsAway,
    isTooMany: voice.texts > most,
  })
  return { status: cause === null ? 'visible' : 'held', cause }
}

/** The first rule that has the texts wait for a moderator. */
async function ruleAgainst(
  tx: Kysely<Database>,
  texts: readonly ReadText[],
  rules: { readonly hasLink: boolean; readonly isTooMany: boolean },
): Promise<HoldRule | null> {
  if ((await screenText(tx, texts)) === 'held') return 'words'
  if (rules.hasLink) return 'links'
  return rules.isTooMany ? 'rate' : null
}

/** Whether an address is of one of these hosts, or of a part of one. */
function isFrom(url: string, hosts: readonly string[] | 'all'): boolean {
  if (hosts === 'all') return true
  const { hostname } = new URL(url)
  return hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
}
