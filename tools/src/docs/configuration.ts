import { apiEnv } from '@loadout/api'
import { infraEnv } from '@loadout/infra'
import { workerEnv } from '@loadout/worker'
import type { z } from 'zod'

type Variable = readonly [name: string, schema: z.ZodType]

const BEGIN = '<!-- configuration:begin (npm run docs) -->'
const END = '<!-- configuration:end -->'

/** The README with its configuration table as the env schemas have it now. Throws without the two markers. */
export function withConfiguration(readme: string): string {
  const begin = readme.indexOf(BEGIN)
  const end = readme.indexOf(END)
  if (begin === -1 || end < begin) throw new Error('the README has lost its configuration markers')
  return `${readme.slice(0, begin + BEGIN.length)}\n${configurationTable()}\n${readme.slice(end)}`
}

/** Every environment variable, which processes read it, its default and what it means. */
export function configurationTable(): string {
  const shared = new Set(Object.keys(infraEnv))
  const own = (shape: Readonly<Record<string, z.ZodType>>) =>
    Object.entries(shape).filter(([name]) => !shared.has(name))
  return [
    '| variable | read by | default | what |',
    '|---|---|---|---|',
    ...Object.entries(infraEnv).map((variable) => row(variable, 'all')),
    ...own(apiEnv).map((variable) => row(variable, 'API')),
    ...own(workerEnv).map((variable) => row(variable, 'worker')),
  ].join('\n')
}

function row([name, schema]: Variable, readBy: string): string {
  return `| \`${name}\` | ${readBy} | ${defaultOf(name, schema)} | ${describe(name, schema)} |`
}

function describe(name: string, schema: z.ZodType): string {
  const description = schema.description
  if (description === undefined) throw new Error(`${name} has no description`)
  return description.replaceAll('|', '\\|')
}

/** Depends on the machine, so that the document does not; or is a table of its own. */
const COMPUTED: Readonly<Record<string, string>> = {
  PREPARE_THREADS: 'cores - 1, at least 1',
  REVIEW_LABELS: 'nine, as on Steam',
}

function defaultOf(name: string, schema: z.ZodType): string {
  const computed = COMPUTED[name]
  if (computed !== undefined) return computed
  const parsed = schema.safeParse(undefined)
  if (!parsed.success) return 'required'
  if (parsed.data === undefined) return 'none'
  if (Array.isArray(parsed.data))
    return parsed.data.length === 0 ? 'none' : `\`${parsed.data.join(',')}\``
  return `\`${String(parsed.data)}\``
}
