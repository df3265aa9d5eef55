import { isDuplicateKey } from '../db/transaction.ts'
import { AppError } from '../errors.ts'

/** Waits for a write that brings a deleted text back. Throws CONFLICT when it has been written anew since. */
export async function refuseDuplicate(write: Promise<void>): Promise<void> {
  try {
    await write
  } catch (error) {
    if (!isDuplicateKey(error)) throw error
    throw new AppError('CONFLICT', { message: 'Its author has written the same again' })
  }
}
