import type { Kysely } from 'kysely'
import { adjustSummary } from '../catalog/index.ts'
import type { Database } from '../db/database.ts'
import { AppError, type FieldError } from '../errors.ts'
import {
  type CharacteristicValue,
  characteristicsOf,
  insertFromCategory,
} from './characteristic-queries.ts'
import type { CharacteristicInput } from './contract.ts'

/**
 * The characteristics that a review rates, by id. A product that has none gets those of its category when a
 * review first names one. Throws BAD_INPUT for those that the product does not have.
 */
export async function resolveCharacteristics(
  tx: Kysely<Database>,
  productId: number,
  inputs: readonly CharacteristicInput[],
): Promise<readonly CharacteristicValue[]> {
  if (inputs.length === 0) return []
  let known = await characteristicsOf(tx, productId)
  if (known.length === 0 && inputs.some((input) => 'name' in input)) {
    await adjustSummary(tx, productId)
    await insertFromCategory(tx, productId)
    known = await characteristicsOf(tx, productId)
  }
  const errors: FieldError[] = []
  const values = new Map<number, CharacteristicValue>()
  for (const [index, input] of inputs.entries()) {
    const found = known.find((one) =>
      'id' in input ? one.id === input.id : one.name === input.name,
    )
    const pointer = `/characteristics/${index}`
    if (found === undefined)
      errors.push({ pointer, message: 'the product has no such characteristic' })
    else if (values.has(found.id)) errors.push({ pointer, message: 'is rated twice' })
    else values.set(found.id, { id: found.id, value: input.value })
  }
  if (errors.length > 0) throw new AppError('BAD_INPUT', { fields: errors })
  return [...values.values()]
}
