import { z } from 'zod'
import { knownPassword, secondFactor } from '../accounts/contract.ts'
import { pageInput, pageOf } from '../pagination.ts'

export const eraseInput = z.object({
  password: knownPassword,
  code: secondFactor,
})
export const eraseOutput = z.object({
  erasing: z
    .literal(true)
    .describe('The account is closed now; texts and votes go within the minutes after.'),
})

export const exportInput = z.object({
  limit: z.int().min(1).max(20).default(20),
  cursor: pageInput.cursor,
})
export const exportOutput = pageOf(
  z
    .object({
      table: z.string(),
      row: z.record(z.string(), z.unknown()).describe('As it is stored, without secrets.'),
    })
    .meta({ id: 'OwnRow' }),
)
