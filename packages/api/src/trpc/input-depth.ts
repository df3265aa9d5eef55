import { AppError } from '@loadout/core'

/** Real documents nest 8 deep. Beyond this, code that walks or prints the value could run out of stack. */
export const MAX_INPUT_DEPTH = 64

/** Throws BAD_INPUT for a JSON value nested deeper than `MAX_INPUT_DEPTH`. Does not recurse itself. */
export function assertInputDepth(input: unknown): void {
  let level = [input]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_INPUT_DEPTH) {
      throw new AppError('BAD_INPUT', {
        fields: [{ pointer: '', message: `nested deeper than ${MAX_INPUT_DEPTH} levels` }],
      })
    }
    level = level.flatMap(children)
  }
}

function children(value: unknown): readonly unknown[] {
  return typeof value === 'object' && value !== null ? Object.values(value) : []
}
