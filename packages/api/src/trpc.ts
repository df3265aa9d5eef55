import { requireAccount, requireScope, requireUser } from '@loadout/core'
import { initTRPC } from '@trpc/server'
import { toAppError } from './errors/to-app-error.ts'
import { toTrpcShape } from './errors/trpc-shape.ts'
import type { TrpcContext } from './trpc/context.ts'
import { assertInputDepth } from './trpc/input-depth.ts'
import type { ProcedureMeta } from './trpc/meta.ts'
import { recallRequestId } from './trpc/request-ids.ts'

const t = initTRPC
  .context<TrpcContext>()
  .meta<ProcedureMeta>()
  .create({
    // With `isDev` tRPC puts the stack into every error, and it is on by default.
    isDev: false,
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

export const router = t.router

/** The base of every procedure. Its `.meta()` is mandatory, which the router's test checks. */
export const procedure = t.procedure.use(observed).use(withinBudget).use(authorised).use(sane)
