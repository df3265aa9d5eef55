import { requireAccount, requireScope, requireUser } from '@loadout/core'
import { applyOnce } from '@loadout/core/idempotency'
import { initTRPC } from '@trpc/server'
// The only way for a middleware to answer by itself; there is no stable one.
import { middlewareMarker } from '@trpc/server/unstable-core-do-not-import'
import { toAppError } from './errors/to-app-error.ts'
import { toTrpcShape } from './errors/trpc-shape.ts'
import { SSE } from './live/frames.ts'
import type { TrpcContext } from './trpc/context.ts'
import { badKey } from './trpc/idempotency-key.ts'
import { assertInputDepth } from './trpc/input-depth.ts'
import type { ProcedureMeta } from './trpc/meta.ts'
import { recallRequestId } from './trpc/request-ids.ts'

const t = initTRPC
  .context<TrpcContext>()
  .meta<ProcedureMeta>()
  .create({
    // With `isDev` tRPC puts the stack into every error, and it is on by default.
    isDev: false,
    sse: SSE,
    errorFormatter: ({ error, ctx, path }) =>
      toTrpcShape(toAppError(error), { requestId: ctx?.requestId ?? recallRequestId(error), path }),
  })

const observed = t.middleware(async ({ ctx, path, next }) => {
  const start = performance.now()
  const result = await next()
  ctx.observe(path, result.ok ? 'OK' : toAppError(result.error).code, performance.now() - start)
  return result
})

/** Whatever hangs below, the caller gets TIMEOUT when the budget is spent. */
const withinBudget = t.middleware(({ ctx, next }) => Promise.race([next(), ctx.deadline.expired]))

const authorised = t.middleware(({ ctx, meta, type, next }) => {
  // A procedure that declares nothing is closed, not open.
  const auth = meta?.auth ?? 'ops:read'
  // What is asked about oneself has an answer for who is nobody yet.
  if (auth === 'guest' && type !== 'query') requireAccount(ctx.actor)
  else if (auth === 'user') requireUser(ctx.actor)
  else if (auth !== 'guest' && auth !== 'public') requireScope(ctx.actor, auth)
  return next()
})

const sane = t.middleware(async ({ getRawInput, next }) => {
  assertInputDepth(await getRawInput())
  return next()
})

/** Who is told TIMEOUT meanwhile has left nothing to be done. */
const inTurn = t.middleware(({ ctx, type, next }) => {
  if (type !== 'mutation') return next()
  return ctx.inTurn(() => {
    ctx.signal.throwIfAborted()
    return next()
  })
})

/** A write with an Idempotency-Key: its first answer is the answer to all that come with that key. */
const once = t.middleware(async ({ ctx, meta, path, type, getRawInput, next }) => {
  const { idempotencyKey: key } = ctx
  if (key === null || type !== 'mutation') return next()
  if (meta?.idempotencyKey === 'refused') throw badKey('is not taken here')
  const data = await applyOnce(ctx, { key, path, input: await getRawInput() }, async (db) => {
    const result = await next({ ctx: { db } })
    if (result.ok) return result.data
    // What a verb threw is the cause: the transaction knows by it whether to try again.
    const { error } = result
    throw error.code === 'INTERNAL_SERVER_ERROR' ? (error.cause ?? error) : error
  })
  return { ok: true, data, marker: middlewareMarker }
})

export const router = t.router

/** The base of every procedure. Its `.meta()` is mandatory, which the router's test checks. */
export const procedure = t.procedure
  .use(observed)
  .use(withinBudget)
  .use(authorised)
  .use(sane)
  .use(inTurn)
  .use(once)
