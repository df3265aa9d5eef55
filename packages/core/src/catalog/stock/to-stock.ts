import type { Stock } from './contract.ts'
import type { SkuRow } from './queries.ts'

export function toStock({ id, quantity, reserved }: SkuRow): Stock {
  return { skuId: id, quantity, reserved, available: quantity - reserved }
}
