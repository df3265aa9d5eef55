import type { Kysely } from 'kysely'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { productExists } from './summary-queries.ts'

/** Throws PRODUCT_NOT_FOUND unless the product can be seen. */
export async function requireProduct(db: Kysely<Database>, productId: number): Promise<void> {
  if (!(await productExists(db, productId))) throw productNotFound('/productId')
}

/** The error that says so; `pointer` is the field that named the product. */
export function productNotFound(pointer: string): AppError {
  return new AppError('PRODUCT_NOT_FOUND', { fields: [{ pointer, message: 'no such product' }] })
}
