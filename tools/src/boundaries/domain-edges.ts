import { posix } from 'node:path'
import type { Finding } from '../gate.ts'
import type { Repo } from '../repo.ts'
import { resolveImport } from '../resolve.ts'
import { COLLECTORS, CORE_KERNEL, DOMAIN_EDGES, JOB_CATALOGUE, VOCABULARY } from './rules.ts'

const CORE = 'packages/core/src/'

/** Rule 2: a domain reaches another one through its index.ts, along an edge that is written down. */
export function checkDomainEdges(repo: Repo): readonly Finding[] {
  return repo.sources
    .filter(({ path, role }) => path.startsWith(CORE) && role !== 'test')
    .flatMap((file) =>
      file.imports.flatMap((entry) => {
        const target = resolveImport(repo, file.path, entry)
        if (!target?.startsWith(CORE)) return []
        const edge = { ...entry, from: file.path.slice(CORE.length), to: target.slice(CORE.length) }
        const message = forbidden(edge)
        if (message === undefined) return []
        return [{ path: file.path, line: entry.line, rule: 'boundaries/domains', message }]
      }),
    )
}

interface CoreEdge {
  readonly from: string
  readonly to: string
  readonly typeOnly: boolean
}

function forbidden({ from, to, typeOnly }: CoreEdge): string | undefined {
  const source = domainOf(from)
  const target = domainOf(to)
  if (target === undefined || source === target || from === 'index.ts') return undefined
  if (COLLECTORS[from] === posix.basename(to)) return undefined
  if (isSharedDeclaration(from, to)) return undefined
  if (source === undefined) {
    return typeOnly ? undefined : `${from} belongs to no domain and must not run code of ${target}`
  }
  const allowed = DOMAIN_EDGES[source]
  if (allowed === undefined) return `the domain ${source} is missing in DOMAIN_EDGES`
  if (allowed !== 'every domain' && !allowed.includes(target)) {
    return `${source} must not import ${target}`
  }
  if (posix.basename(to) === 'index.ts' || to === JOB_CATALOGUE) return undefined
  return `${source} must import ${target} through its index.ts, not ${to}`
}

/** Contracts and job declarations are checked on their own (see file-roles.ts). */
function isSharedDeclaration(from: string, to: string): boolean {
  if (VOCABULARY.some((shape) => shape.test(to))) return true
  return /(?:^|\/)(?:contract|jobs)\.ts$/.test(from) || posix.basename(to) === 'contract.ts'
}

/** The first folder of a path, unless it is part of the kernel that all domains share. */
function domainOf(path: string): string | undefined {
  const [folder, rest] = path.split('/')
  if (folder === undefined || rest === undefined || CORE_KERNEL.includes(folder)) return undefined
  return folder
}
