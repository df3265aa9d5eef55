import { z } from 'zod'
import { rowId } from '../../ids.ts'
import { text } from '../../text.ts'

export const interactInput = z.object({
  element: text(5_000).describe('What was clicked: a selector, or the element itself.'),
  widget: text(200).describe('The part of the page it is in.'),
  time: text(200).describe('When, as the page says it: free text.'),
  productId: rowId.optional().describe('The product whose page it was.'),
})

export const interactOutput = z.object({ recorded: z.literal(true) })
