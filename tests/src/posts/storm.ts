import { type Actor, type Ctx, isAppError } from '@loadout/core'
import { communityContract } from '@loadout/core/community'
import { moderate } from '@loadout/core/moderation'
import { addComments, recountPosts, removePost } from '@loadout/core/posts'
import { sql } from 'kysely'
import { atOnce } from '../support/at-once.ts'
import { chanceOf } from '../support/chance.ts'
import { edit, reactTo, report, vote, write } from './posting.ts'

/** What a caller may be told when others do the same; anything else ends the storm. */
const TOLD = new Set(['POST_NOT_FOUND', 'OWN_CONTENT', 'CONFLICT'])

export interface Storm {
  readonly operations: number
  /** The same seed has the same calls in the same order; what overlaps with what is up to the machine. */
  readonly seed: number
  readonly posts: number
  readonly accounts: number
}

export interface Aftermath {
  readonly postIds: readonly number[]
  /** Comments that were added to all posts together. */
  readonly comments: number
  /** How many calls of each kind went well. */
  readonly done: Readonly<Record<string, number>>
  /** What the others were told. */
  readonly told: Readonly<Record<string, number>>
}

/** Everything that moves the counters of posts, all at once, by many people on few posts. */
export async function storm(ctx: Ctx, options: Storm): Promise<Aftermath> {
  const chance = chanceOf(options.seed)
  const pick = <Item>(items: readonly Item[]) => items[Math.floor(chance() * items.length)] as Item
  const people = await addPeople(ctx, options.accounts)
  const written: { readonly id: number; readonly author: Ctx }[] = []
  const add = async (author: Ctx) => {
    const id = await write(author, { tags: ['storm'] })
    written.push({ id, author })
  }
  for (let n = 0; n < options.posts; n += 1) await add(pick(people))
  let comments = 0

  /** Each draws its numbers before its first wait, so that their order is the seed's. */
  const calls = {
    create: () => add(pick(people)),
    vote: () => vote(pick(people), pick(written).id, pick([-1, 0, 1, 1] as const)),
    react: () =>
      reactTo(pick(people), pick(written).id, pick(communityContract.EMOJI), chance() < 0.7),
    edit() {
      const { id, author } = pick(written)
      return edit(author, { postId: id, title: `Title ${chance()}`, tags: ['storm', 'edited'] })
    },
    report: () => report(pick(people), pick(written).id),
    remove() {
      const { id, author } = pick(written)
      return removePost(author, { postId: id })
    },
    moderate: () =>
      moderate(ctx, {
        subject: { kind: 'post', id: pick(written).id },
        action: pick(['hide', 'restore', 'restore', 'hold', 'delete'] as const),
        reason: 'A storm',
      }),
    async comment() {
      const { id } = pick(written)
      const delta = chance() < 0.8 ? 1 : -1
      await ctx.db.transaction().execute((tx) => addComments(tx, id, delta))
      comments += delta
    },
    recount: () => recountPosts(ctx, { from: 1, to: pick(written).id, dryRun: false }),
  } satisfies Record<string, () => Promise<unknown>>

  const done: Record<string, number> = {}
  const told: Record<string, number> = {}
  const results = await atOnce(options.operations, async () => {
    const name = kindOf(chance())
    await calls[name]()
    done[name] = (done[name] ?? 0) + 1
  })
  for (const result of results) {
    if (result.status === 'fulfilled') continue
    const { reason } = result
    if (!isAppError(reason) || !TOLD.has(reason.code)) throw reason
    told[reason.code] = (told[reason.code] ?? 0) + 1
  }
  return { postIds: written.map(({ id }) => id), comments, done, told }
}

function kindOf(chance: number) {
  if (chance < 0.52) return 'vote'
  if (chance < 0.74) return 'react'
  if (chance < 0.84) return 'edit'
  if (chance < 0.89) return 'comment'
  if (chance < 0.93) return 'create'
  if (chance < 0.96) return 'report'
  if (chance < 0.97) return 'remove'
  return chance < 0.99 ? 'moderate' : 'recount'
}

async function addPeople({ db, ...rest }: Ctx, count: number): Promise<readonly Ctx[]> {
  const { rows } = await sql<{ id: number }>`
    insert into account (kind) select 'guest' from generate_series(1, ${count}) returning id
  `.execute(db)
  return rows.map(({ id }) => {
    const actor: Actor = { kind: 'account', accountId: id, role: 'guest' }
    return { ...rest, db, actor }
  })
}
