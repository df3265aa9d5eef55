import { LoadoutError } from './errors.ts'

export type Safe<Data> =
  | { readonly ok: true; readonly data: Data }
  | { readonly ok: false; readonly error: LoadoutError }

/**
 * A call's error as a value: `const board = await safe(loadout.stats.roleBoard.query())`.
 * Anything that is not a LoadoutError is a bug in the program and still throws.
 */
export async function safe<Data>(call: Promise<Data>): Promise<Safe<Data>> {
  try {
    return { ok: true, data: await call }
  } catch (error) {
    if (error instanceof LoadoutError) return { ok: false, error }
    throw error
  }
}
