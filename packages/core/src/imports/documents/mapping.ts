import { isNothing } from '../columns/clean.ts'

/** The columns of a row: cells of CSV, or values of JSON. */
export type Fields = (name: string) => unknown

/** How a value of a document is made of a row. What is undefined is left out. */
export type Mapping = (fields: Fields) => unknown

/** Always the same. */
export function constant(value: unknown): Mapping {
  return () => value
}

/** An object of which each value is mapped. */
export function object(template: Readonly<Record<string, Mapping>>): Mapping {
  const entries = Object.entries(template)
  return (fields) => Object.fromEntries(entries.map(([key, mapping]) => [key, mapping(fields)]))
}

/** A text or a number as a text; undefined for nothing. */
export function text(name: string): Mapping {
  return (fields) => {
    const value = textOf(fields(name))
    return isNothing(value) ? undefined : value.trim()
  }
}

/** A number; what is none stays a text, which no number may be. */
export function number(name: string): Mapping {
  return (fields) => {
    const value = textOf(fields(name)).trim()
    return /^-?\d+(?:\.\d+)?$/.test(value) ? Number(value) : value
  }
}

/** A list, or a text that separates its items by `separator`: trimmed, each once, empty ones left out. */
export function list(name: string, separator = ';'): Mapping {
  return (fields) => {
    const value = fields(name)
    const items = Array.isArray(value) ? value.map(textOf) : textOf(value).split(separator)
    return [...new Set(items.map((item) => item.trim()))].filter((item) => !isNothing(item))
  }
}

/** Each item of a mapped list made into something else; undefined leaves it out. */
export function each(of: Mapping, make: (item: unknown, fields: Fields) => unknown): Mapping {
  return (fields) => {
    const items = of(fields)
    if (!Array.isArray(items)) return []
    return items.map((item) => make(item, fields)).filter((made) => made !== undefined)
  }
}

/** Several lists, one behind the other. */
export function all(...lists: readonly Mapping[]): Mapping {
  return (fields) => lists.flatMap((one) => one(fields))
}

/** A list of one item, or an empty one when the item is undefined. */
export function only(item: Mapping): Mapping {
  return (fields) => [item(fields)].filter((value) => value !== undefined)
}

/** A value as it stands in JSON. */
export function raw(name: string): Mapping {
  return (fields) => fields(name)
}

/** A mapped value made into another one. */
export function change(of: Mapping, make: (value: unknown) => unknown): Mapping {
  return (fields) => make(of(fields))
}

export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : ''
}

/** A value of an object of JSON; undefined when it is no object, or has none of its own. */
export function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined
}
