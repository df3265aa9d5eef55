import { AppError, type ErrorCode, type FieldError } from '../../errors.ts'
import type { StoreDocument } from '../store-document.ts'

/** Why a document cannot be saved; nothing of it is. */
export interface Refusal {
  readonly code: ErrorCode
  readonly field: FieldError
}

/** What became of a document. */
export type SaveOutcome =
  | { readonly outcome: 'inserted' | 'updated' | 'unchanged'; readonly id: number }
  | { readonly outcome: 'refused'; readonly refusal: Refusal }

/** A document, the product it is to become, and what it was before. */
export interface Target {
  /** Its place among the documents. */
  readonly place: number
  readonly document: StoreDocument
  readonly hash: string
  readonly id: number
  readonly isNew: boolean
}

export function refusal(code: ErrorCode, pointer: string, message: string): Refusal {
  return { code, field: { pointer, message } }
}

export function toError({ code, field }: Refusal): AppError {
  return new AppError(code, { fields: [field] })
}

export const isRefusal = (value: object): value is Refusal => 'code' in value && 'field' in value
