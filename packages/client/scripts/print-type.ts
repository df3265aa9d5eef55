import type { z } from 'zod'

export type Schema = z.core.JSONSchema.JSONSchema

const SCALARS: Readonly<Record<string, string>> = {
  string: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  null: 'null',
}

/** A JSON Schema (2020-12, as zod writes it) as a TypeScript type. Throws for what it cannot say. */
export function printType(schema: Schema | boolean): string {
  if (typeof schema === 'boolean') return schema ? 'unknown' : 'never'
  if (schema.$ref !== undefined) return refName(schema.$ref)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum !== undefined) return union(schema.enum.map((value) => JSON.stringify(value)))
  if (schema.allOf !== undefined)
    return schema.allOf.map((part) => `(${printType(part)})`).join(' & ')
  if (schema.not !== undefined) return 'never' // zod writes z.never() as { not: {} }.
  const members = schema.anyOf ?? schema.oneOf
  return members === undefined ? printByType(schema) : union(members.map(printType))
}

function printByType(schema: Schema): string {
  const { type } = schema
  if (Array.isArray(type)) return union(type.map((one) => printByType({ ...schema, type: one })))
  if (type === 'array') return printArray(schema)
  if (type === 'object') return printObject(schema)
  return type === undefined ? 'unknown' : scalar(type)
}

/** `#/$defs/Rate` -> `Rate` */
export function refName(ref: string): string {
  const name = ref.split('/').at(-1) ?? ''
  if (!/^[A-Z]\w*$/.test(name))
    throw new Error(`${ref} does not name a type: give it .meta({ id })`)
  return name
}

/** The members of an object, each with its doc comment, in braces. */
export function printObject(schema: Schema): string {
  const properties = Object.entries(schema.properties ?? {})
  const rest = schema.additionalProperties
  if (properties.length === 0 && typeof rest === 'object') return printRecord(schema, rest)
  const required = new Set(schema.required)
  const members = properties.map(([name, property]) => {
    const optional = !required.has(name)
    const type = printType(property)
    return `${printDoc(docOf(property))}${printKey(name)}${optional ? '?' : ''}: ${type}${optional ? ' | undefined' : ''}\n`
  })
  return `{\n${members.join('')}}`
}

function printRecord(schema: Schema, values: Schema): string {
  const keys = typeof schema.propertyNames === 'object' ? printType(schema.propertyNames) : 'string'
  const record = `Record<${keys}, ${printType(values)}>`
  return keys === 'string' || schema.required !== undefined ? record : `Partial<${record}>`
}

function printArray(schema: Schema): string {
  const { items, prefixItems } = schema
  const rest = typeof items === 'object' && !Array.isArray(items) ? printItems(items) : undefined
  if (prefixItems === undefined) return rest ?? 'unknown[]'
  const members = prefixItems.map(printType)
  return `[${[...members, ...(rest === undefined ? [] : [`...${rest}`])].join(', ')}]`
}

function printItems(items: Schema): string {
  const isName = items.$ref !== undefined || typeof items.type === 'string'
  const type = printType(items)
  return isName && items.enum === undefined ? `${type}[]` : `(${type})[]`
}

function scalar(type: string): string {
  const name = SCALARS[type]
  if (name === undefined) throw new Error(`no TypeScript type for ${type}`)
  return name
}

function union(members: readonly string[]): string {
  return [...new Set(members)].join(' | ')
}

export function printKey(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name)
}

/** A doc comment on lines of its own, or nothing. */
export function printDoc(text: string | undefined): string {
  if (text === undefined || text === '') return ''
  const lines = wrap(text.replaceAll('*/', '*\\/'), 90)
  return lines.length === 1
    ? `/** ${lines[0]} */\n`
    : `/**\n${lines.map((line) => ` * ${line}\n`).join('')} */\n`
}

function wrap(text: string, width: number): readonly string[] {
  const lines = ['']
  for (const word of text.split(/\s+/)) {
    const line = lines.at(-1) ?? ''
    if (line !== '' && line.length + word.length >= width) lines.push(word)
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`
  }
  return lines
}

/** Description, default, bounds and format: what the type itself cannot say. */
export function docOf(schema: Schema | boolean): string | undefined {
  if (typeof schema === 'boolean') return undefined
  const { minimum, maximum } = schema
  const notes = [
    schema.description,
    isBound(minimum) && isBound(maximum) ? `${minimum} to ${maximum}.` : undefined,
    schema.default === undefined ? undefined : `Default: \`${JSON.stringify(schema.default)}\`.`,
    formatNote(schema),
  ]
  return notes.filter((note) => note !== undefined).join(' ')
}

/** zod gives every integer the bounds of a safe integer; those say nothing. */
function isBound(value: number | undefined): boolean {
  return value !== undefined && Math.abs(value) < Number.MAX_SAFE_INTEGER
}

function formatNote(schema: Schema): string | undefined {
  const formats = [schema, ...(schema.anyOf ?? [])].map(
    (part) => typeof part === 'object' && part.format,
  )
  if (formats.includes('date-time')) return 'ISO 8601, UTC.'
  return formats.includes('uuid') ? 'A UUID.' : undefined
}
