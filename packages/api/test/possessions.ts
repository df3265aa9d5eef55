import type { Services } from '@loadout/core'
import { communityContract } from '@loadout/core/community'
import { z } from 'zod'
import type { Procedure } from './calls.ts'
import { type Person, person } from './people.ts'

type Owned = {
  readonly owner: Person
  readonly productId: number
  /** In what only its owner may see. */
  readonly mark: string
}

type Make = (services: Services, of: Owned, status: number) => Promise<number | string>

const firstId = (rows: readonly { readonly id: number }[]): number => {
  const [row] = rows
  if (row === undefined) throw new Error('no row was made')
  return row.id
}

const text = ({ owner, mark }: Owned) => ({
  ...{ account_id: owner.accountId, body: `Words ${mark}`, author_name: 'Kim' },
  author_email: `${mark}@example.org`,
})

/** What somebody can have that others may know the id of: a new kind needs a line here and one in `FIELDS`. */
const KINDS: Readonly<Record<Kind, Make>> = {
  review: async ({ db }, of, status) => {
    const review = { product_id: of.productId, rating: 4, recommend: true, status, ...text(of) }
    return firstId(await db.insertInto('review').values(review).returning('id').execute())
  },
  question: async ({ db }, of, status) => {
    const question = { product_id: of.productId, status, ...text(of) }
    return firstId(await db.insertInto('question').values(question).returning('id').execute())
  },
  answer: async (services, of, status) => {
    const question_id = Number(await KINDS.question(services, { ...of, mark: newMark() }, VISIBLE))
    const answer = { question_id, status, ...text(of) }
    return firstId(await services.db.insertInto('answer').values(answer).returning('id').execute())
  },
  post: async ({ db }, { owner, mark }, status) => {
    const post = { account_id: owner.accountId, status, title: `Title ${mark}`, content: mark }
    return firstId(await db.insertInto('post').values(post).returning('id').execute())
  },
  comment: async (services, of, status) => {
    const { db } = services
    const subject_id = Number(await KINDS.post(services, { ...of, mark: newMark() }, VISIBLE))
    const thread = { subject_kind: communityContract.SUBJECT_KINDS.post, subject_id }
    const thread_id = firstId(
      await db.insertInto('comment_thread').values(thread).returning('id').execute(),
    )
    const comment = { thread_id, account_id: of.owner.accountId, status, depth: 1, body: of.mark }
    return firstId(await db.insertInto('comment').values(comment).returning('id').execute())
  },
  notification: async ({ db }, { owner, mark }) => {
    const detail = JSON.stringify({ status: 'held', cause: 'moderator', reason: mark })
    const note = { account_id: owner.accountId, kind: 'moderation' as const, detail }
    return firstId(await db.insertInto('notification').values(note).returning('id').execute())
  },
  session: async (_, { owner }) => owner.sessionId,
  key: async ({ db }, { owner, mark }) => {
    const id = crypto.randomUUID().replaceAll('-', '').slice(16)
    const key = { id, name: mark, secret_hash: mark, scopes: [], account_id: owner.accountId }
    await db.insertInto('api_key').values(key).execute()
    return id
  },
  account: async (_, { owner }) => owner.accountId,
}
export type Kind =
  | ('review' | 'question' | 'answer' | 'post' | 'comment')
  | ('notification' | 'session' | 'key' | 'account')

const VISIBLE = 0
/** Visible, held, hidden and shadowed: each about something else, as people have one review of a product. */
const STATUSES = [VISIBLE, 1, 2, 4]

/** Whose thing a field of an input names; null: nobody's. */
const FIELDS: Readonly<Record<string, Kind | null>> = {
  reviewId: 'review',
  questionId: 'question',
  answerId: 'answer',
  postId: 'post',
  sessionId: 'session',
  accountId: 'account',
  commentId: 'comment',
  parentId: 'comment',
  'account.revokeKey/id': 'key',
  'notifications.markRead/ids': 'notification',
  'notifications.markRead/upTo': 'notification',
  ...{ productId: null, productIds: null, styleId: null, skuId: null, baseId: null },
  ...{ companyIds: null, matchId: null },
  // Of the traits of a product.
  'reviews.create/characteristics/id': null,
  'reviews.edit/characteristics/id': null,
}

export interface Target {
  readonly kind: Kind
  /** Where in the input its id stands. */
  readonly place: readonly string[]
  /** Several may. */
  readonly isList: boolean
  /** What else has to stand there. */
  readonly besides: Readonly<Record<string, string>>
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly type?: string
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly enum?: readonly string[]
  readonly const?: string
}

/** What of somebody's a call could be about, as its input is declared. Throws for an id that nobody has explained. */
export function targetsOf({ path, input }: Procedure): readonly Target[] {
  if (!(input instanceof z.ZodType)) return []
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })
  if ('$defs' in schema) throw new Error(`${path}: an input with parts that have names`)
  return found(path, JSON.parse(JSON.stringify(schema)), [])
}

function found(path: string, schema: Schema, place: readonly string[]): readonly Target[] {
  const inside = [schema.items, ...(schema.anyOf ?? [])].flatMap((one) =>
    one === undefined ? [] : found(path, one, place),
  )
  const fields = Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const here = [...place, name]
    if (!/^ids?$|Ids?$|^upTo$/.test(name)) return found(path, field, here)
    const isList = field.type === 'array'
    return kindsOf(path, schema, here).map((one) => ({ ...one, isList, place: here }))
  })
  return [...inside, ...fields]
}

function kindsOf(path: string, schema: Schema, place: readonly string[]) {
  const name = place.at(-1) ?? ''
  const exact = FIELDS[[path, ...place].join('/')]
  const kind = exact === undefined ? FIELDS[name] : exact
  if (kind !== undefined) return kind === null ? [] : [{ kind, besides: {} }]
  const { kind: named } = schema.properties ?? {}
  const kinds = named?.enum ?? (named?.const === undefined ? [] : [named.const])
  if (kinds.length === 0) throw new Error(`${path}: say in FIELDS whose ${place.join('/')} is`)
  return kinds
    .filter((one) => !NOBODYS.includes(one))
    .map((one) => ({ kind: known(path, one), besides: { kind: one } }))
}

/** Kinds of subjects that no account owns. */
const NOBODYS = ['product', 'tag', 'match', 'player', 'agent']

function known(path: string, kind: string): Kind {
  if (isKind(kind)) return kind
  throw new Error(`${path}: say in KINDS how a ${kind} is made`)
}

const isKind = (name: string): name is Kind => name in KINDS

/** The same input about somebody's thing. */
export function aimed(input: unknown, target: Target, id: number | string): unknown {
  const [name, ...rest] = target.place
  if (name === undefined) return input
  const fields = typeof input === 'object' && input !== null ? input : {}
  if (rest.length === 0) return { ...fields, ...target.besides, [name]: target.isList ? [id] : id }
  const inner: unknown = Reflect.get(fields, name)
  return { ...fields, [name]: aimed(inner, { ...target, place: rest }, id) }
}

const newMark = () => `mark-${crypto.randomUUID()}`

/** Somebody with one thing of the kind. */
export async function ownerOf(services: Services, kind: Kind, productId: number) {
  const owner = await person(services)
  const mark = newMark()
  return { owner, id: await KINDS[kind](services, { owner, productId, mark }, VISIBLE) }
}

/** Somebody with everything there is, seen and unseen by others, and what only they may be shown of it. */
export async function ownerOfAll(services: Services, productIds: readonly number[]) {
  const owner = await person(services)
  const [mail, unseen, agent] = [newMark(), newMark(), newMark()]
  const { db } = services
  const ids = new Map<Kind, number | string>()
  for (const [index, status] of STATUSES.entries()) {
    const productId = productIds[index] ?? 0
    const mark = status === VISIBLE ? newMark() : unseen
    for (const [kind, make] of Object.entries(KINDS)) {
      const id = await make(services, { owner, productId, mark }, status)
      if (status === VISIBLE && isKind(kind)) ids.set(kind, id)
    }
    const wish = { account_id: owner.accountId, product_id: productId }
    await db.insertInto('wishlist_item').values(wish).execute()
    await db
      .insertInto('cart_item')
      .values({ ...wish, quantity: 1 })
      .execute()
    const note = { account_id: owner.accountId, actor: unseen, event: 'registered' } as const
    await db
      .insertInto('audit_entry')
      .values({ ...note, detail: null })
      .execute()
  }
  const { accountId, sessionId } = owner
  await db
    .updateTable('credential')
    .set({ email: `${mail}@example.org` })
    .where('account_id', '=', accountId)
    .execute()
  await db.updateTable('session').set({ user_agent: agent }).where('id', '=', sessionId).execute()
  return { owner, ids, secrets: [mail, unseen, agent, sessionId] }
}
