import { printDoc } from './print-type.ts'
import type { ProcedureSource } from './procedures.ts'
import { TypeRegistry } from './type-registry.ts'

/** The error table, as core declares it. */
export type ErrorTable = Readonly<
  Record<string, { readonly status: number; readonly message: string }>
>

const HEADER = `// Generated from the contracts of the API by \`pnpm --filter @loadout/client generate\`.
// A difference in this file is a change of the public API.
import type { List, Mutation, Page, Query, Subscription } from '../procedure.ts'
`

/** The text of `src/generated/api.ts`, not yet formatted. */
export function printApi(procedures: readonly ProcedureSource[], errors: ErrorTable): string {
  const types = new TypeRegistry()
  const tree: Tree = new Map()
  for (const procedure of procedures) {
    const text = `${printDoc(procedure.docs)}${lastStep(procedure.path)}: ${typeOf(procedure, types)}\n`
    insert(tree, procedure.path.split('.'), text)
  }
  return [
    HEADER,
    `/** Every procedure of the server. */\nexport interface Loadout ${printTree(tree)}\n`,
    printErrors(errors),
    types.print(),
  ].join('\n')
}

function typeOf({ path, kind, input, output }: ProcedureSource, types: TypeRegistry): string {
  const name = typeName(path)
  const inputType = types.useInput(`${name}Input`, input)
  const item = kind === 'query' ? types.useItem(`${name}Item`, output) : undefined
  if (item !== undefined) return `List<${inputType}, Page<${item}>>`
  if (kind === 'subscription') {
    return `Subscription<${inputType}, ${types.useOutput(`${name}Event`, output)}>`
  }
  const outputType = types.useOutput(`${name}Output`, output)
  return `${kind === 'query' ? 'Query' : 'Mutation'}<${inputType}, ${outputType}>`
}

/** `stats.roleBoard` -> `StatsRoleBoard` */
function typeName(path: string): string {
  return path.replaceAll(/(?:^|\.)(\w)/g, (_match, first: string) => first.toUpperCase())
}

function lastStep(path: string): string {
  return path.slice(path.lastIndexOf('.') + 1)
}

/** A router: its procedures as text, its routers as trees. */
type Tree = Map<string, string | Tree>

// The client's proxy ends a path at these.
const RESERVED = ['query', 'mutate', 'iterate', 'pages', 'collect', 'subscribe', 'then']

function insert(tree: Tree, [step = '', ...rest]: readonly string[], text: string): void {
  if (RESERVED.includes(step)) throw new Error(`a procedure or router cannot be called ${step}`)
  if (rest.length === 0) {
    tree.set(step, text)
    return
  }
  const known = tree.get(step)
  const branch: Tree = known instanceof Map ? known : new Map()
  tree.set(step, branch)
  insert(branch, rest, text)
}

function printTree(tree: Tree): string {
  const members = [...tree].map(([step, node]) =>
    typeof node === 'string' ? node : `${step}: ${printTree(node)}\n`,
  )
  return `{\n${members.join('')}}`
}

function printErrors(errors: ErrorTable): string {
  const rows = Object.entries(errors).map(
    ([code, { status, message }]) => `/** ${status}: ${message}. */\n'${code}',\n`,
  )
  return `/** Every code that the server answers with. */
export const SERVER_ERROR_CODES = [
${rows.join('')}] as const

export type ServerErrorCode = (typeof SERVER_ERROR_CODES)[number]
`
}
