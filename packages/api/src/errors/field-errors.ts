import type { FieldError } from '@loadout/core'

/** More problems than these help nobody; the rest is left out. */
const MAX_FIELDS = 20

/** What every Standard Schema library calls an issue; zod's are of this shape. */
export interface SchemaIssue {
  readonly message: string
  readonly path?: readonly unknown[] | undefined
}

/** Issues of a failed parse as RFC 6901 pointers into the input. */
export function fieldErrors(issues: readonly SchemaIssue[]): readonly FieldError[] {
  return issues.slice(0, MAX_FIELDS).map((issue) => ({
    pointer: jsonPointer(issue.path ?? []),
    message: issue.message,
  }))
}

/** `['a/b', 0]` -> `/a~1b/0`; the whole input is the empty pointer. */
export function jsonPointer(path: readonly unknown[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
