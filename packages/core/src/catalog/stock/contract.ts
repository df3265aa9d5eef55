import { z } from 'zod'
import { rowId } from '../../ids.ts'

/** More of one thing than anybody has. */
export const MAX_QUANTITY = 1_000_000_000

const MAX_MINUTES = 7 * 24 * 60

export const adjustStockInput = z
  .object({
    skuId: rowId,
    delta: z
      .int()
      .min(-MAX_QUANTITY)
      .max(MAX_QUANTITY)
      .optional()
      .describe('What comes in, or goes out when negative.'),
    quantity: z
      .int()
      .min(0)
      .max(MAX_QUANTITY)
      .optional()
      .describe('What a count has found, reserved ones included.'),
  })
  .refine(({ delta, quantity }) => (delta === undefined) !== (quantity === undefined), {
    path: ['delta'],
    message: 'either delta or quantity',
  })

export const stockSchema = z
  .object({
    skuId: z.int(),
    quantity: z.int().describe('What there is, reserved ones included.'),
    reserved: z.int(),
    available: z.int().describe('What can be sold.'),
  })
  .meta({ id: 'Stock' })
export type Stock = z.output<typeof stockSchema>

export const reserveStockInput = z.object({
  items: z
    .array(z.object({ skuId: rowId, quantity: z.int().min(1).max(10_000) }))
    .min(1)
    .max(100)
    .refine((items) => new Set(items.map(({ skuId }) => skuId)).size === items.length, {
      message: 'has a stock item twice',
    })
    .describe('All of them are reserved, or none.'),
  minutes: z
    .int()
    .min(1)
    .max(MAX_MINUTES)
    .default(15)
    .describe('How long they are held, a week at most.'),
  accountId: rowId.optional().describe('For whom.'),
})

export const reservationSchema = z
  .object({ id: z.int(), skuId: z.int(), quantity: z.int(), expiresAt: z.iso.datetime() })
  .meta({ id: 'Reservation' })
export type Reservation = z.output<typeof reservationSchema>

export const reserveStockOutput = z.object({ items: z.array(reservationSchema) })

export const reservationsInput = z.object({
  reservationIds: z
    .array(rowId)
    .min(1)
    .max(100)
    .describe('As `stock.reserve` gave them: all of them, or none.'),
})
export const settledOutput = z.object({ items: z.array(stockSchema) })
