import { createClient, type Loadout, type SessionTokens, tokenSession } from '@loadout/client'
import {
  type CommunityComment,
  type CommunityPost,
  simulateCommunity,
} from '@loadout/simulator/community'
import type { DemoPerson } from './demo-people.ts'
import type { ShownProduct } from './demo-shop.ts'
import { inTurns } from './in-turns.ts'

const COMMUNITY = { seed: 'demo', people: 6, posts: 24 } as const

/** Who writes; which games there are does not matter to that. */
export const demoNames = () => simulateCommunity(COMMUNITY).people

export interface CommunityContent {
  readonly posts: number
  /** Of them: not there before. */
  readonly added: number
}

interface Writer extends DemoPerson {
  readonly client: Loadout
}

interface Written {
  readonly writers: readonly Writer[]
  readonly games: readonly ShownProduct[]
}

/** A small machine that has just been started answers so many at once without a queue. */
const AT_ONCE = 4

/**
 * Has the people of the demo write posts about games and agents, answer, vote and follow each other, all through the
 * HTTP door. A post that is there stays as it is, with its thread.
 */
export async function loadCommunity(of: {
  readonly url: string
  readonly people: readonly DemoPerson[]
  readonly games: readonly ShownProduct[]
}): Promise<CommunityContent> {
  const { url, people, games } = of
  const products = games.map(({ name }) => name)
  const { posts, follows } = simulateCommunity({ ...COMMUNITY, products })
  const hidden = await without(posts, people, ({ id }) =>
    createClient({ url }).feed.list.query({ author: id, limit: 100 }),
  )
  if (hidden.length === 0) return { posts: posts.length, added: 0 }
  const writers: Writer[] = []
  // One after the other: a small server looks at few passwords at a time.
  for (const person of people) writers.push(await signIn(url, person))
  // Where a moderator has to look at them first, only their authors see them.
  const missing = await without(hidden, writers, ({ id, client }) =>
    client.posts.byAuthor.query({ accountId: id, limit: 100 }),
  )
  await inTurns(AT_ONCE, missing, (post) => writePost({ writers, games }, post))
  await inTurns(AT_ONCE, follows, async (follow) => {
    const target = { kind: 'account', id: one(people, follow.of).id } as const
    await one(writers, follow.by).client.follows.set.mutate({ target })
  })
  return { posts: posts.length, added: missing.length }
}

/** Those posts that are in none of the lists. */
async function without<Person>(
  posts: readonly CommunityPost[],
  people: readonly Person[],
  listOf: (person: Person) => Promise<{ readonly items: readonly { readonly title: string }[] }>,
): Promise<readonly CommunityPost[]> {
  const lists = await Promise.all(people.map(listOf))
  const titles = new Set(lists.flatMap(({ items }) => items.map(({ title }) => title)))
  return posts.filter(({ title }) => !titles.has(title))
}

async function signIn(url: string, person: DemoPerson): Promise<Writer> {
  let tokens: SessionTokens | null = null
  const session = tokenSession({
    load: () => tokens,
    save: (renewed) => {
      tokens = renewed
    },
  })
  const client = createClient({ url, session })
  const { email, password } = person
  await client.auth.login.mutate({ email, password })
  return { ...person, client }
}

async function writePost({ writers, games }: Written, post: CommunityPost): Promise<void> {
  const { by, title, content, tags, likedBy, dislikedBy, comments } = post
  const subject = subjectOf(post, games)
  const { id } = await one(writers, by).client.posts.create.mutate({
    ...{ title, content, tags: [...tags] },
    ...(subject && { subject }),
  })
  const votes = [
    ...likedBy.map((voter) => [voter, 1] as const),
    ...dislikedBy.map((voter) => [voter, -1] as const),
  ]
  for (const [voter, value] of votes) {
    await one(writers, voter).client.votes.set.mutate({ subject: { kind: 'post', id }, value })
  }
  for (const comment of comments) await writeComment(writers, { postId: id }, comment)
}

function subjectOf({ about }: CommunityPost, games: readonly ShownProduct[]) {
  if (about === null) return null
  if (about.kind === 'agent') return { kind: 'agent', id: about.name } as const
  return { kind: 'product', id: one(games, about.index).id } as const
}

async function writeComment(
  writers: readonly Writer[],
  under: { readonly postId: number; readonly parentId?: number },
  { by, body, likedBy, replies }: CommunityComment,
): Promise<void> {
  const { postId, parentId } = under
  const { id } = await one(writers, by).client.comments.create.mutate({
    ...{ subject: { kind: 'post', id: postId }, body },
    ...(parentId !== undefined && { parentId }),
  })
  for (const voter of likedBy) {
    await one(writers, voter).client.votes.set.mutate({
      subject: { kind: 'comment', id },
      value: 1,
    })
  }
  for (const reply of replies) await writeComment(writers, { postId, parentId: id }, reply)
}

function one<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new Error(`there is no ${index} among ${items.length}`)
  return item
}
