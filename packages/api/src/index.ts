export { apiEnv } from './env.ts'
export type { TrpcErrorData, TrpcErrorShape } from './errors/trpc-shape.ts'
export { type AppRouter, appRouter } from './routers/index.ts'
export { eventSchemaOf } from './trpc/events-of.ts'
