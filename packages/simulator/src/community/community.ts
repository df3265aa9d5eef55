import { createPrng, type Prng } from '../prng.ts'
import { AGENTS, COMMENTS, MAPS, NAMES, PARAGRAPHS, POSTS, REPLIES, WEAPONS } from './phrases.ts'

export interface CommunityOptions {
  /** Same seed and options, same community, on every machine. */
  readonly seed: string | number
  /** At most 20. */
  readonly people: number
  readonly posts: number
  /** Names of what is sold, which some posts are about; without them none is. */
  readonly products?: readonly string[]
}

/** Who writes: an index into `Community.people`. */
type By = number

export interface CommunityComment {
  readonly by: By
  readonly body: string
  readonly likedBy: readonly By[]
  readonly replies: readonly CommunityComment[]
}

export interface CommunityPost {
  readonly by: By
  /** No two of a community have the same. */
  readonly title: string
  /** Markdown. */
  readonly content: string
  readonly tags: readonly string[]
  /** `product`: an index into the options' `products`. */
  readonly about:
    | { readonly kind: 'agent'; readonly name: string }
    | { readonly kind: 'product'; readonly index: number }
    | null
  readonly likedBy: readonly By[]
  readonly dislikedBy: readonly By[]
  readonly comments: readonly CommunityComment[]
}

export interface Community {
  readonly people: readonly { readonly name: string }[]
  readonly posts: readonly CommunityPost[]
  /** Who follows whom. */
  readonly follows: readonly { readonly by: By; readonly of: By }[]
}

/** So often as there are posts, another one is written instead of numbering one whose title is taken. */
const FRESH_TRIES = 10

/** Replies stand at most so deep below the comment that began it. */
const DEPTH = 3

/** People of a game's community, what they write, how they answer and what they like. */
export function simulateCommunity(options: CommunityOptions): Community {
  const { seed, people, posts: count, products = [] } = options
  if (people > NAMES.length) throw new RangeError(`there are ${NAMES.length} people at most`)
  const root = createPrng(`community/${seed}`)
  const everybody = Array.from({ length: people }, (_, index) => index)
  const posts = new Map<string, CommunityPost>()
  for (let index = 0; posts.size < count; index += 1) {
    const post = postOf(root.fork(`post/${index}`), { everybody, products })
    const title = index < FRESH_TRIES * count ? post.title : `${post.title} (${index})`
    if (!posts.has(title)) posts.set(title, { ...post, title })
  }
  return {
    people: NAMES.slice(0, people).map((name) => ({ name })),
    posts: [...posts.values()],
    follows: followsAmong(root.fork('follows'), everybody),
  }
}

interface Scene {
  readonly everybody: readonly By[]
  readonly products: readonly string[]
}

function postOf(prng: Prng, { everybody, products }: Scene): CommunityPost {
  const patterns = POSTS.filter(({ topic }) => topic !== 'product' || products.length > 0)
  const pattern = prng.pick(patterns)
  const product = prng.int(Math.max(1, products.length))
  const agent = prng.pick(AGENTS)
  const say = filler(prng, { agent, map: prng.pick(MAPS), product: products[product] ?? '' })
  const paragraphs = prng.shuffled(PARAGRAPHS).slice(0, prng.between(1, 3))
  const by = prng.pick(everybody)
  const liking = prng.float()
  const others = everybody.filter((one) => one !== by)
  const likedBy = others.filter(() => prng.chance(liking))
  return {
    by,
    title: say(pattern.title),
    content: [pattern.opening, ...paragraphs].map(say).join('\n\n'),
    tags: pattern.tags,
    about: aboutOf(pattern.topic, { agent, product }),
    likedBy,
    dislikedBy: others.filter((one) => !likedBy.includes(one) && prng.chance(0.1)),
    comments: Array.from({ length: prng.int(6) }, () =>
      commentOf(prng, { others: everybody, say, phrases: COMMENTS, depth: 0 }),
    ),
  }
}

function aboutOf(
  topic: (typeof POSTS)[number]['topic'],
  { agent, product }: { readonly agent: string; readonly product: number },
): CommunityPost['about'] {
  if (topic === 'agent') return { kind: 'agent', name: agent }
  return topic === 'product' ? { kind: 'product', index: product } : null
}

function commentOf(
  prng: Prng,
  of: {
    readonly others: readonly By[]
    readonly say: (text: string) => string
    readonly phrases: readonly string[]
    readonly depth: number
  },
): CommunityComment {
  const { others, say, phrases, depth } = of
  const by = prng.pick(others)
  const answers = depth === DEPTH || prng.chance(0.6) ? 0 : prng.between(1, 2)
  return {
    by,
    body: say(prng.pick(phrases)),
    likedBy: others.filter((one) => one !== by && prng.chance(0.15)),
    replies: Array.from({ length: answers }, () =>
      commentOf(prng, { ...of, phrases: REPLIES, depth: depth + 1 }),
    ),
  }
}

/** Names for the places of a text: the same ones all through one post. */
function filler(
  prng: Prng,
  names: { readonly agent: string; readonly map: string; readonly product: string },
): (text: string) => string {
  const places: Readonly<Record<string, string>> = { ...names, weapon: prng.pick(WEAPONS) }
  return (text) => text.replace(/\{(\w+)\}/g, (_, place: string) => places[place] ?? '')
}

function followsAmong(prng: Prng, everybody: readonly By[]): Community['follows'] {
  return everybody.flatMap((by) =>
    everybody.filter((of) => of !== by && prng.chance(0.3)).map((of) => ({ by, of })),
  )
}
