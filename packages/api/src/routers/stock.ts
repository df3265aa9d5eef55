import {
  adjustStock,
  releaseStock,
  reserveStock,
  stockContract,
  takeStock,
} from '@loadout/core/catalog'
import type { TRPCRouterRecord } from '@trpc/server'
import type { ProcedureMeta } from '../trpc/meta.ts'
import { procedure } from '../trpc.ts'

const WRITE = {
  auth: 'catalog:write',
  rate: 'write',
  cache: 'private',
} as const satisfies Partial<ProcedureMeta>

export const stockRouter = {
  adjust: procedure
    .meta({
      rest: 'POST /stock/{skuId}/adjustments',
      ...WRITE,
      errors: ['FORBIDDEN', 'SKU_NOT_FOUND', 'OUT_OF_STOCK'],
      docs: {
        summary: 'Adds to a stock item, or says how many of it there are.',
        example: { skuId: 1, delta: -2 },
      },
    })
    .input(stockContract.adjustStockInput)
    .output(stockContract.stockSchema)
    .mutation(({ ctx, input }) => adjustStock(ctx, input)),

  reserve: procedure
    .meta({
      rest: 'POST /stock/reservations',
      ...WRITE,
      errors: ['FORBIDDEN', 'SKU_NOT_FOUND', 'OUT_OF_STOCK'],
      docs: {
        summary: 'Holds several stock items for a while: all of them, or none.',
        example: { items: [{ skuId: 1, quantity: 2 }], minutes: 15 },
      },
    })
    .input(stockContract.reserveStockInput)
    .output(stockContract.reserveStockOutput)
    .mutation(({ ctx, input }) => reserveStock(ctx, input)),

  release: procedure
    .meta({
      rest: 'POST /stock/reservations/release',
      ...WRITE,
      errors: ['FORBIDDEN', 'RESERVATION_NOT_FOUND'],
      docs: {
        summary: 'Gives reservations back before they expire: all of them, or none.',
        example: { reservationIds: [1, 2] },
      },
    })
    .input(stockContract.reservationsInput)
    .output(stockContract.settledOutput)
    .mutation(({ ctx, input }) => releaseStock(ctx, input)),

  take: procedure
    .meta({
      rest: 'POST /stock/reservations/take',
      ...WRITE,
      errors: ['FORBIDDEN', 'RESERVATION_NOT_FOUND'],
      docs: {
        summary: 'Turns reservations that have not expired into a sale: all of them, or none.',
        example: { reservationIds: [1, 2] },
      },
    })
    .input(stockContract.reservationsInput)
    .output(stockContract.settledOutput)
    .mutation(({ ctx, input }) => takeStock(ctx, input)),
} satisfies TRPCRouterRecord
