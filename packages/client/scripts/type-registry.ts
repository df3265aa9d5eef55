import { z } from 'zod'
import { docOf, printDoc, printObject, printType, refName, type Schema } from './print-type.ts'

/** The exported types of the API file by name, in order of first use. */
export class TypeRegistry {
  readonly #texts = new Map<string, string>()

  /** The input as a type expression; `undefined` when there is nothing to say. */
  useInput(name: string, schema: z.ZodType | undefined): string {
    if (schema === undefined) return 'undefined'
    const root = this.#read(schema, 'input')
    return printDeclaredMembers(root) === '{}' ? 'undefined' : this.#use(name, root)
  }

  useOutput(name: string, schema: z.ZodType): string {
    return this.#use(name, this.#read(schema, 'output'))
  }

  /** The item type as an expression when the schema is a page of a list, else undefined. */
  useItem(name: string, page: z.ZodType): string | undefined {
    const item = itemOf(z.toJSONSchema(page, { io: 'output' }))
    if (item === undefined) return undefined
    this.#read(page, 'output')
    return this.#use(name, item)
  }

  print(): string {
    return [...this.#texts.values()].join('\n')
  }

  #use(name: string, schema: Schema): string {
    if (schema.$ref !== undefined) return refName(schema.$ref)
    this.#declare(name, schema)
    return name
  }

  /** Declares every schema with an id that occurs in this one. */
  #read(schema: z.ZodType, io: 'input' | 'output'): Schema {
    const root = z.toJSONSchema(schema, { io })
    for (const [name, part] of Object.entries(root.$defs ?? {})) this.#declare(name, part)
    return root
  }

  #declare(name: string, schema: Schema): void {
    const text = printDeclaration(name, schema)
    if ((this.#texts.get(name) ?? text) !== text) {
      throw new Error(`${name} names two types, e.g. an input and an output: give one another id`)
    }
    this.#texts.set(name, text)
  }
}

function printDeclaration(name: string, schema: Schema): string {
  if (schema.properties !== undefined) {
    return `${printDoc(schema.description)}export interface ${name} ${printObject(schema)}\n`
  }
  return `${printDoc(docOf(schema))}export type ${name} = ${printType(schema)}\n`
}

function printDeclaredMembers(schema: Schema): string | undefined {
  return schema.type === 'object' ? printType(schema).replaceAll(/\s/g, '') : undefined
}

/** A page has exactly `items` and `nextCursor`. */
function itemOf({ properties = {} }: Schema): Schema | undefined {
  const { items: list, nextCursor, ...others } = properties
  if (nextCursor === undefined || Object.keys(others).length > 0) return undefined
  const item = typeof list === 'object' ? list.items : undefined
  return typeof item === 'object' && !Array.isArray(item) ? item : undefined
}
