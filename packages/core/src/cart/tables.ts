import type { Generated } from 'kysely'

export interface CartItemTable {
  id: Generated<number>
  account_id: number
  product_id: number
  sku_id: number | null
  quantity: number
  active: Generated<boolean>
  added_at: Generated<Date>
  changed_at: Generated<Date>
}

export interface WishlistItemTable {
  account_id: number
  product_id: number
  added_at: Generated<Date>
}

export interface CartTables {
  cart_item: CartItemTable
  wishlist_item: WishlistItemTable
}
