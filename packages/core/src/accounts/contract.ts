import { z } from 'zod'

export const startGuestInput = z.object({})

export const startGuestOutput = z
  .object({
    token: z.string().describe('Names the guest. It is shown this once.'),
    expiresAt: z.iso.datetime().describe('Moves on with use.'),
  })
  .meta({ id: 'GuestToken' })
