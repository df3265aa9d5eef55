import { z } from 'zod'
import { MAX_INT4 } from './pagination.ts'

/** The id of a row: what an integer key can be. */
export const rowId = z.int().min(1).max(MAX_INT4)
